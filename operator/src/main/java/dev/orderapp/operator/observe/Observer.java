package dev.orderapp.operator.observe;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.DefaultMetrics;
import dev.orderapp.operator.metrics.MetricsReader;
import dev.orderapp.operator.metrics.MetricsReader.Counted;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.resources.RevisionInput.Resolution;
import dev.orderapp.operator.resources.RevisionSnapshot;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.status.StatusReader;
import dev.orderapp.operator.traffic.HostClaims;
import dev.orderapp.operator.traffic.Router;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one release. Reads caches only, except a ConfigMap's content once per change and the metrics when they are due. */
public final class Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final RevisionSnapshots revisions = new RevisionSnapshots();
    private final ReferencedConfigMaps configMaps;
    private final MetricsReader metrics;
    private final RequestReader requests;
    private final Router router;
    private final Clock clock;

    /**
     * Looks at releases.
     *
     * @param configMaps contents of the ConfigMaps that specs name
     * @param metrics reads counters
     * @param router reads canary Ingresses
     * @param clock tells the time that decisions are made at
     */
    public Observer(ReferencedConfigMaps configMaps, MetricsReader metrics, Router router, Clock clock) {
        this.configMaps = configMaps;
        this.metrics = metrics;
        this.requests = new RequestReader(new DefaultMetrics(metrics.knows(MetricSource.Ingress)));
        this.router = router;
        this.clock = clock;
    }

    /** What there is to know about a release. */
    public Snapshot look(OrderAppRelease release, Context<OrderAppRelease> context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Inventory inventory = Inventory.of(context);
        Map<String, RevisionSnapshot> frozen = new HashMap<>();
        inventory.revisions().stream()
                .flatMap(r -> revisions.read(r).stream())
                .forEach(f -> frozen.put(f.revision().id(), f));
        State state = StatusReader.of(release, now);
        List<Obstacle> obstacles = new ArrayList<>();
        Optional<RevisionSnapshot> target =
                named(release, state, obstacles).flatMap(configMaps -> target(release, configMaps, frozen, obstacles));
        Request request = requests.read(release, target.map(RevisionSnapshot::revision));
        Instant recently = now.minus(PodHealth.RECENT);
        Instant crashesSince = state.since().isAfter(recently) ? state.since() : recently;
        ClusterReader cluster = new ClusterReader(release.getMetadata().getName(), inventory, router, crashesSince);
        Counted counted = count(release, request, state, new Seen(inventory.pods(), now));
        Map<String, Revision> known = new HashMap<>();
        frozen.forEach((id, revision) -> known.put(id, revision.revision()));
        obstacles.addAll(
                HostClaims.obstacles(release, key -> context.getPrimaryCache().byIndex(HostClaims.INDEX, key)));
        Observation observation =
                new Observation(now, request, state, cluster.read(known), counted.samples(), obstacles);
        return new Snapshot(observation, inventory, frozen, counted.commit());
    }

    /** Pods at a time. */
    private record Seen(List<Pod> pods, Instant at) {}

    /** The ConfigMaps that the spec names; empty if that can't be told, and {@code obstacles} says why. What runs is supervised meanwhile. */
    private Optional<Map<String, ConfigMap>> named(OrderAppRelease release, State state, List<Obstacle> obstacles) {
        if (!release.unreadable().isEmpty()) {
            release.unreadable().forEach(sentence -> obstacles.add(unreadable(sentence)));
            return Optional.empty();
        }
        try {
            return Optional.of(configMaps.of(release));
        } catch (KubernetesClientException e) {
            if (!isSupervised(state)) {
                throw e; // The reconcile is tried again, and nothing runs that had to be watched meanwhile.
            }
            obstacles.add(new Obstacle(
                    Obstacle.Kind.ReferenceMissing, "a ConfigMap that spec names can't be read: " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether something runs that has to be watched, and whose next reconcile comes by itself. */
    private static boolean isSupervised(State state) {
        return state.canary().isPresent() || state.previous().isPresent();
    }

    /** The spec's revision; without one, {@code obstacles} says why. */
    private static Optional<RevisionSnapshot> target(
            OrderAppRelease release,
            Map<String, ConfigMap> configMaps,
            Map<String, RevisionSnapshot> frozen,
            List<Obstacle> obstacles) {
        try {
            Resolution resolution = RevisionInput.of(release.getSpec(), configMaps);
            resolution
                    .problem()
                    .ifPresent(message -> obstacles.add(new Obstacle(Obstacle.Kind.ReferenceMissing, message)));
            return resolution
                    .input()
                    .map(input -> frozen.computeIfAbsent(input.id(), id -> RevisionSnapshot.render(release, input)));
        } catch (RuntimeException e) { // What it stumbles over is the owner's, and nobody else's concern.
            LOG.warn(
                    "{}/{}: no revision can be made from its spec",
                    release.getMetadata().getNamespace(),
                    release.getMetadata().getName(),
                    e);
            obstacles.add(unreadable("no revision can be made from spec.backend and spec.frontend (" + e.getMessage()
                    + "): see the operator's log"));
            return Optional.empty();
        }
    }

    private static Obstacle unreadable(String sentence) {
        return new Obstacle(Obstacle.Kind.Unreadable, sentence);
    }

    private Counted count(OrderAppRelease release, Request request, State state, Seen seen) {
        Optional<MetricScope> subject = Rollout.comparison(seen.at(), request, state)
                .map(compared -> new MetricScope(
                        release.getMetadata().getNamespace(),
                        release.getMetadata().getName(),
                        compared,
                        services(state.phase(), compared),
                        seen.pods(),
                        seen.at()));
        if (subject.isEmpty()) {
            metrics.forget(release.getMetadata().getNamespace() + "/"
                    + release.getMetadata().getName());
        }
        return subject.filter(any -> Rollout.isLookDue(seen.at(), request, state))
                .map(s -> read(requests.metrics(release.getSpec()), s))
                .orElse(Counted.NOTHING);
    }

    /** A source that breaks is silent, as one that does not answer: what is judged besides must go on. */
    private Counted read(List<MetricSpec> asked, MetricScope subject) {
        try {
            return metrics.read(asked, subject);
        } catch (RuntimeException e) {
            LOG.warn("{}: its metrics could not be read", subject.key(), e);
            Map<String, Sample> silent = new HashMap<>();
            asked.stream()
                    .map(MetricQuery::name)
                    .forEach(name -> silent.put(name, Sample.missing(name + ": could not be read: " + e.getMessage())));
            return new Counted(silent, () -> {});
        }
    }

    /**
     * Which Services lead to whom. A promotion switches the stable Services to the new version, at a moment that the ingress controller
     * does not tell: what it counts for them then, and later for a canary Service that leads to the old version's files, is of both.
     */
    static Map<Side, Role> services(Phase phase, Comparison compared) {
        return switch (phase) {
            case Progressing -> Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable);
            // The stable version alone is read, in the canary's place.
            case RolledBack -> compared.stable().isEmpty() ? Map.of(Side.CANARY, Role.stable) : Map.of();
            case Initializing, Stable, Preparing, Promoting, RollingBack -> Map.of();
        };
    }
}
