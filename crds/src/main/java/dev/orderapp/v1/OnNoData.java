package dev.orderapp.v1;

/** What a step does when its hold is over and there are too few events to judge by. */
public enum OnNoData {
    /** Waits for events, at most {@code maxHold}. */
    Hold,
    /** Goes on to the next step: for systems with little traffic, and only if the user asks for it. */
    Promote,
    /** Rolls the canary back. */
    RollBack
}
