package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a decision may depend on, {@code now} included.
 *
 * @param now the time
 * @param request what the release asks for
 * @param state what was decided so far, from the status
 * @param cluster what the cluster has
 * @param samples what was counted since the last measurement that was saved, by metric
 * @param obstacles what keeps the cluster from being what the spec asks for
 * @param queue the release's place where others are under way or in front; empty where it may start as far as they go
 */
public record Observation(
        Instant now,
        Request request,
        State state,
        Cluster cluster,
        Map<String, Sample> samples,
        List<Obstacle> obstacles,
        Optional<QueuePlace> queue) {
    /** One that no other release is in front of. */
    public Observation(
            Instant now,
            Request request,
            State state,
            Cluster cluster,
            Map<String, Sample> samples,
            List<Obstacle> obstacles) {
        this(now, request, state, cluster, samples, obstacles, Optional.empty());
    }

    public Observation {
        samples = Map.copyOf(samples);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * What the cluster has of this release.
     *
     * @param workloads by revision
     * @param routing by component
     * @param revisions those of which there is a snapshot, by name
     * @param entrance where visitors come in
     */
    public record Cluster(
            Map<String, RevisionWorkloads> workloads,
            Map<ComponentName, Routing> routing,
            Map<String, Revision> revisions,
            Entrance entrance) {
        public Cluster {
            revisions = Map.copyOf(revisions);
            workloads = Map.copyOf(workloads);
            routing = Map.copyOf(routing);
        }

        /** One revision; {@link RevisionWorkloads#NONE} where nothing of it exists. */
        public RevisionWorkloads workloads(String revision) {
            return workloads.getOrDefault(revision, RevisionWorkloads.NONE);
        }

        /** One component's traffic; {@link Routing#NONE} where nothing of it exists. */
        public Routing routing(ComponentName component) {
            return routing.getOrDefault(component, Routing.NONE);
        }
    }

    /** The obstacles in an area. */
    public List<Obstacle> obstacles(Obstacle.Area area) {
        return obstacles.stream().filter(o -> o.kind().area() == area).toList();
    }

    /** The first obstacle in an area. */
    public Optional<Obstacle> obstacle(Obstacle.Area area) {
        return obstacles(area).stream().findFirst();
    }

    /** The first obstacle that keeps a canary from starting. */
    public Optional<Obstacle> blocking() {
        return obstacles.stream().filter(o -> o.kind().blocksStart()).findFirst();
    }

    /** What the API server refuses, as the end of a sentence about something that is not as it is meant to be; else nothing. */
    public String refusedWrite() {
        return obstacle(Obstacle.Area.Applied)
                .map(obstacle -> "; " + obstacle.message())
                .orElse("");
    }

    /** Whether a person asks for exactly this by an annotation, and it was not acted on before. */
    boolean requested(Action action, String value) {
        return value.equals(request.actions().get(action))
                && !value.equals(state.handled().get(action));
    }

    /** The same with another state. */
    Observation in(State other) {
        return new Observation(now, request, other, cluster, samples, obstacles, queue);
    }

    /** The same where others are in front. */
    public Observation queued(QueuePlace place) {
        return new Observation(now, request, state, cluster, samples, obstacles, Optional.of(place));
    }

    /** Whether all of a revision's components have at least so many ready Pods as are wanted. */
    boolean allReady(Revision revision) {
        return revision.components().stream().allMatch(c -> ready(revision, c) >= wanted(revision, c));
    }

    /** Whether the stable Services list all Pods of a revision and no others. */
    boolean stableServes(Attempt attempt) {
        return attempt.revision().components().stream()
                .allMatch(c -> cluster.routing(c).stable().servesOnly(attempt.id(), wanted(attempt.revision(), c)));
    }

    /** Whether the canary routes have the weight that a state decided on, everywhere, and each Gateway that should follow them says so. */
    boolean isRouted(State decided, Attempt canary) {
        Optional<Route> meant =
                Optional.of(new Route(canary.id(), decided.progress().weight()));
        return !cluster.entrance().isUnconfirmed()
                && decided.splitComponents().stream()
                        .allMatch(c -> cluster.routing(c).route().equals(meant));
    }

    /** Whether no canary route is there. A Gateway is not asked: a rollback waits for none, and a drain is proven by counters. */
    boolean noRoutes() {
        return cluster.routing().values().stream().allMatch(r -> r.route().isEmpty());
    }

    /** Whether each of a revision's components has at least one ready Pod. */
    boolean someReady(Revision revision) {
        return revision.components().stream().allMatch(c -> ready(revision, c) > 0);
    }

    /** Pods that a revision needs of a component, see {@link Sizes}; an autoscaler may give it more, which nothing waits for. */
    int wanted(Revision revision, ComponentName component) {
        return Sizes.needed(this, revision, component);
    }

    private int ready(Revision revision, ComponentName component) {
        return cluster.workloads(revision.id()).workload(component).ready();
    }
}
