package dev.orderapp.v1;

/** How many Pods a canary has. */
public enum CanarySize {
    /** As many as the stable version, in each step. */
    Full,
    /** The step's share of the stable version's Pods, rounded up: two at least, or one where a version never needs a second. */
    Weight
}
