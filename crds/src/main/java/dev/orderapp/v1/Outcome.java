package dev.orderapp.v1;

/** How an attempt to release a revision ended. */
public enum Outcome {
    /** It serves all visitors. */
    Promoted,
    /** It was worse than the stable version, or did not start. */
    RolledBack,
    /** A person asked for it, or deleted the canary Ingress. */
    Aborted,
    /** The spec asked for another revision before it had an outcome. */
    Superseded,
    /** There was no verdict about it within {@code maxHold}. */
    Undecided
}
