package dev.orderapp.v1;

/** What a step does when its hold is over and there are too few events to judge by. */
public enum OnNoData {
    /** Waits for events, at most {@code maxHold}. */
    Hold,
    /** Goes on: said aloud by the user, for quiet systems. */
    Promote,
    /** Takes the canary back. */
    RollBack
}
