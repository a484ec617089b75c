package dev.orderapp.kubectl.release;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times of a status, which may be missing or, after an edit by hand, unreadable. */
public final class Timestamps {
    private Timestamps() {}

    /** The time from an instant of a status to now; empty if it is missing or unreadable. */
    public static Optional<Duration> since(String instant, Instant now) {
        return between(instant, now.toString());
    }

    /** The time between two instants of a status; empty if one is missing or unreadable. */
    public static Optional<Duration> between(String from, String to) {
        if (from == null || to == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.between(Instant.parse(from), Instant.parse(to)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
