package dev.orderapp.e2e.faults;

import java.time.Duration;
import java.time.Instant;

/** Some time; its end may not be known yet. */
final class Span {
    private final Instant from;
    private volatile Instant until;

    Span(Instant from, Instant until) {
        this.from = from;
        this.until = until;
    }

    /** It ends now. */
    void ends() {
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
    boolean meets(Instant began, Instant ended) {
        return began.isBefore(until) && ended.isAfter(from);
    }
}
