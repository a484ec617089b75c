package dev.orderapp.operator.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the watches are followed, as readiness needs it: they end and begin again every few minutes, and an API server may
 * be away for a moment; but an operator that has received nothing for longer no longer knows what it decides about.
 */
final class WatchHealth {
    /** As long as the leader itself goes on without its lease. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final BooleanSupplier watching;
    private final LongSupplier nanoTime;
    private boolean everWatched;
    private long last;

    /**
     * @param watching whether all watches stand just now
     * @param nanoTime as {@link System#nanoTime}, which no clock's jump changes
     */
    WatchHealth(BooleanSupplier watching, LongSupplier nanoTime) {
        this.watching = watching;
        this.nanoTime = nanoTime;
    }

    /** Whether all watches stand, or stood when this was last asked a short time ago. */
    synchronized boolean isHealthy() {
        long now = nanoTime.getAsLong();
        if (watching.getAsBoolean()) {
            everWatched = true;
            last = now;
        }
        return everWatched && now - last < LONGEST_SILENCE.toNanos();
    }
}
