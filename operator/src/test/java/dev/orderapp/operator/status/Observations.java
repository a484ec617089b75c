package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Alpha;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Observation.Cluster;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.RevisionWorkloads;
import dev.orderapp.operator.rollout.Routing;
import dev.orderapp.operator.rollout.Scaling;
import dev.orderapp.operator.rollout.Settings;
import dev.orderapp.operator.rollout.Settings.Timing;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Step;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Observations of a release that asks for the usual, with named changes. */
record Observations(
        Instant now,
        Optional<Revision> target,
        boolean paused,
        Map<String, RevisionWorkloads> workloads,
        Map<ComponentName, Routing> routing,
        Map<String, Sample> samples) {

    static final Revision OLD = new Revision("old", Map.of(ComponentName.backend, "acme/backend:1"), false);
    static final Revision NEW = new Revision("new", Map.of(ComponentName.backend, "acme/backend:2"), true);

    private static final Settings SETTINGS = new Settings(
            Map.of(ComponentName.backend, Scaling.fixed(2)),
            Optional.empty(),
            List.of(
                    new Step(30, Duration.ofMinutes(5), false),
                    new Step(50, Duration.ofMinutes(5), true),
                    new Step(100, Duration.ofMinutes(2), false)),
            new Timing(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Optional.of(Duration.ofSeconds(10))),
            List.of(new MetricRule("server-errors", 1, 0.05, 50, false, new Alpha(0.005, 0.005))),
            OnNoData.Hold);

    static Observations at(String now) {
        return new Observations(Instant.parse(now), Optional.of(OLD), false, Map.of(), Map.of(), Map.of());
    }

    Observations asking(Revision revision) {
        return new Observations(now, Optional.of(revision), paused, workloads, routing, samples);
    }

    Observations unresolved() {
        return new Observations(now, Optional.empty(), paused, workloads, routing, samples);
    }

    Observations pausedBySpec() {
        return new Observations(now, target, true, workloads, routing, samples);
    }

    Observations seeing(Map<String, RevisionWorkloads> them) {
        return new Observations(now, target, paused, them, routing, samples);
    }

    Observations routed(Map<ComponentName, Routing> them) {
        return new Observations(now, target, paused, workloads, them, samples);
    }

    Observations bringing(String metric, Sample sample) {
        return new Observations(now, target, paused, workloads, routing, Map.of(metric, sample));
    }

    Observation from(State state) {
        Request request = new Request(target, SETTINGS, paused, List.of(), Map.of());
        return new Observation(
                now, request, state, new Cluster(workloads, routing, Map.of(), Entrance.OPEN), samples, obstacles());
    }

    private List<Obstacle> obstacles() {
        return target.isEmpty()
                ? List.of(
                        new Obstacle(Obstacle.Kind.ReferenceMissing, "ConfigMap settings does not exist"),
                        new Obstacle(Obstacle.Kind.HostClaimed, "path / belongs to another release"),
                        new Obstacle(Obstacle.Kind.Unreadable, "spec.canary.drain: \"1d\" is not a duration"))
                : List.of();
    }

    static OrderAppRelease release(OrderAppReleaseStatus status) {
        OrderAppRelease release = new OrderAppRelease();
        release.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shops")
                .withName("shop")
                .withGeneration(7L)
                .build());
        release.setStatus(status);
        return release;
    }
}
