package dev.orderapp.operator.rollout;

import java.util.List;

/**
 * A row of the table of phases, applied: the state to save, and the Events that tell it.
 *
 * @param next the state; the same one where nothing was decided
 * @param eventNotes what to record as Events once it is saved
 */
record Decision(State next, List<EventNote> eventNotes) {
    static Decision stay(State state) {
        return new Decision(state, List.of());
    }

    static Decision to(State next, EventNote... eventNotes) {
        return new Decision(next, List.of(eventNotes));
    }
}
