package dev.orderapp.v1;

/** The phase of a release; docs/rollout.md has the table of phases. */
public enum Phase {
    /** The first revision starts; there is nothing to compare it with. */
    Initializing,
    /** One revision serves. */
    Stable,
    /** The canary's migration runs and its Pods start, without traffic. */
    Preparing,
    /** The canary takes a step's share of the visitors and is judged. */
    Progressing,
    /** The canary becomes the stable version, barrier by barrier. */
    Promoting,
    /** The canary is rolled back, barrier by barrier. */
    RollingBack,
    /** The old revision serves; {@code status.failed} says why. */
    RolledBack
}
