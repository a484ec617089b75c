package dev.orderapp.operator.rollout;

import java.time.Duration;
import java.time.Instant;

/** How times are said in the operator's sentences. */
final class Durations {
    private Durations() {}

    /** The time between two instants, e.g. {@code 40 s} or {@code 2 min 5 s}; {@code 0 s} where a clock went back. */
    static String span(Instant from, Instant to) {
        return span(Duration.between(from, to));
    }

    /** A length of time, e.g. {@code 40 s}. */
    static String span(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
