package dev.orderapp.v1;

/** How bad events count that happen between two measurements. */
public enum BurstCounting {
    /** Each counts. */
    Each,
    /** All together count as one event at most: a short stall makes every request of that moment slow. */
    Once
}
