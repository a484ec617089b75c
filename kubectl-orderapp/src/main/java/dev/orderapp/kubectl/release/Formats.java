package dev.orderapp.kubectl.release;

import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How outcomes and times are said. */
public final class Formats {
    private static final long TWO_MINUTES = 120;
    private static final long TWO_HOURS = 7_200;
    private static final long TWO_DAYS = 172_800;

    private Formats() {}

    /** An outcome as it follows "was". */
    public static String of(Outcome outcome) {
        return switch (outcome) {
            case Promoted -> "promoted";
            case RolledBack -> "rolled back";
            case Aborted -> "aborted";
            case Superseded -> "superseded";
            case Undecided -> "taken back undecided";
        };
    }

    /** A length of time as short as kubectl says it: {@code 95s}, {@code 12m}, {@code 5h}, {@code 3d}. */
    public static String of(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < TWO_MINUTES) {
            return seconds + "s";
        }
        if (seconds < TWO_HOURS) {
            return time.toMinutes() + "m";
        }
        return seconds < TWO_DAYS ? time.toHours() + "h" : time.toDays() + "d";
    }

    /** The time from an instant of the status to now; empty if it is missing or not one. */
    public static Optional<Duration> since(String instant, Instant now) {
        return between(instant, now.toString());
    }

    /** The time between two instants of a status; empty if one is missing or not one. */
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
