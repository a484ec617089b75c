package dev.orderapp.operator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do: first save {@code next}, then make the cluster what is {@code desired}. Intent is always written before effect.
 *
 * @param next the state to save; equal to the old one when nothing was decided
 * @param desired what the cluster should have
 * @param eventNotes what to record as Events, once {@code next} is saved
 * @param requeueAt when to reconcile again if nothing happens before; empty at rest
 */
public record Plan(State next, DesiredState desired, List<EventNote> eventNotes, Optional<Instant> requeueAt) {
    public Plan {
        eventNotes = List.copyOf(eventNotes);
    }
}
