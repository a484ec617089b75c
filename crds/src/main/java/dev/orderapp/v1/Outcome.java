package dev.orderapp.v1;

/** How a try of a revision ended. */
public enum Outcome {
    /** It serves everybody. */
    Promoted,
    /** It was worse, or did not start. */
    RolledBack,
    /** Somebody said abort, or took the canary Ingress away. */
    Aborted,
    /** A later revision came. */
    Superseded,
    /** Nothing could be said about it within {@code maxHold}. */
    Undecided
}
