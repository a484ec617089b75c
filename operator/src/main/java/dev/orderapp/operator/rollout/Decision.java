package dev.orderapp.operator.rollout;

import java.util.List;

/**
 * A row of the table of phases, applied: the state to save, and what to tell of it.
 *
 * @param next the state; the same one where nothing was decided
 * @param notes what to tell once it is saved
 */
record Decision(State next, List<EventNote> notes) {
    static Decision stay(State state) {
        return new Decision(state, List.of());
    }

    static Decision to(State next, EventNote... notes) {
        return new Decision(next, List.of(notes));
    }
}
