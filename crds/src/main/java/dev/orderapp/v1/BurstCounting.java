package dev.orderapp.v1;

/** How bad events count that happen within one look. */
public enum BurstCounting {
    /** Each for itself. */
    Each,
    /** All together at most as one event: a moment's stall makes all requests of that moment slow. */
    Once
}
