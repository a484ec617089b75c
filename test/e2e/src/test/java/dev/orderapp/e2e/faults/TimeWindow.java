package dev.orderapp.e2e.faults;

import java.time.Duration;
import java.time.Instant;

/** A span of time; its end may not be known yet. */
final class TimeWindow {
    private final Instant from;
    private volatile Instant until;

    TimeWindow(Instant from, Instant until) {
        this.from = from;
        this.until = until;
    }

    /** It ends now. */
    void endNow() {
        until = Instant.now();
    }

    Instant from() {
        return from;
    }

    Instant until() {
        return until;
    }

    Duration length() {
        return Duration.between(from, until);
    }

    /** Whether something that lasted from one instant to the other fell into it, if only in part. */
    boolean overlaps(Instant began, Instant ended) {
        return began.isBefore(until) && ended.isAfter(from);
    }
}
