package dev.orderapp.v1.format;

import java.time.Duration;
import java.time.Instant;

/** Lengths of time as sentences and as tables write them. */
public final class DurationFormats {
    private static final long TWO_MINUTES = 120;
    private static final long TWO_HOURS = 7_200;
    private static final long TWO_DAYS = 172_800;

    private DurationFormats() {}

    /** The time between two instants in a sentence; {@code 0 s} where a clock went back. */
    public static String inSentence(Instant from, Instant to) {
        return inSentence(Duration.between(from, to));
    }

    /** A length of time in a sentence, for example {@code 40 s}, {@code 2 min 5 s} or {@code 3 h}. */
    public static String inSentence(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < TWO_MINUTES) {
            return seconds + " s";
        }
        return seconds < TWO_HOURS
                ? twoUnits(seconds / 60, " min", seconds % 60, " s")
                : twoUnits(seconds / 3600, " h", seconds / 60 % 60, " min");
    }

    /** A length of time in a table, as short as kubectl writes it: {@code 95s}, {@code 12m}, {@code 5h}, {@code 3d}. */
    public static String inTable(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < TWO_MINUTES) {
            return seconds + "s";
        }
        if (seconds < TWO_HOURS) {
            return seconds / 60 + "m";
        }
        return seconds < TWO_DAYS ? seconds / 3600 + "h" : time.toDays() + "d";
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
