package dev.orderapp.operator.metrics.counters;

import java.util.Locale;

/** The two versions that are compared. */
public enum Side {
    CANARY,
    STABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
