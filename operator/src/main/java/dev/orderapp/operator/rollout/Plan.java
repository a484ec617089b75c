package dev.orderapp.operator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do: first save {@code next}, then make the cluster what is {@code wanted}. Intent is always written before effect.
 *
 * @param next the state to save; equal to the old one when nothing was decided
 * @param wanted what the cluster should have
 * @param notes what to tell, once {@code next} is saved
 * @param lookAgain when to look again if nothing happens before; empty at rest
 */
public record Plan(State next, DesiredState wanted, List<EventNote> notes, Optional<Instant> lookAgain) {
    public Plan {
        notes = List.copyOf(notes);
    }
}
