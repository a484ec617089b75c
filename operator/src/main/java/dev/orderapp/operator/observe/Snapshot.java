package dev.orderapp.operator.observe;

import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.resources.RevisionSnapshot;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.traffic.TrafficObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one reconcile knows.
 *
 * @param observation what the core decides from
 * @param inventory the release's objects
 * @param traffic those of them that lead visitors, and what these depend on
 * @param revisions what each known revision is made of, the spec's included
 * @param measured the observation's samples, to be committed once the decision is saved
 */
public record Snapshot(
        Observation observation,
        Inventory inventory,
        TrafficObjects traffic,
        Map<String, RevisionSnapshot> revisions,
        PendingSamples measured) {

    /** The same, with one more obstacle, if there is one. */
    public Snapshot with(Optional<Obstacle> obstacle) {
        if (obstacle.isEmpty()) {
            return this;
        }
        List<Obstacle> all = new ArrayList<>(observation.obstacles());
        all.add(obstacle.get());
        Observation more = new Observation(
                observation.now(),
                observation.request(),
                observation.state(),
                observation.cluster(),
                observation.samples(),
                all);
        return new Snapshot(more, inventory, traffic, revisions, measured);
    }
}
