package dev.orderapp.operator.observe;

import dev.orderapp.operator.resources.FrozenRevision;
import dev.orderapp.operator.rollout.Observation;
import java.util.Map;

/**
 * All that one pass knows.
 *
 * @param observation what the core decides from
 * @param inventory the release's objects
 * @param frozen what each known revision is made of, the spec's included
 * @param saved to be run once the decision is saved: what was counted is then not counted again
 */
public record Sighting(
        Observation observation, Inventory inventory, Map<String, FrozenRevision> frozen, Runnable saved) {}
