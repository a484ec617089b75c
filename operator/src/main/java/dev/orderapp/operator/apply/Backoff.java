package dev.orderapp.operator.apply;

import java.time.Duration;

/**
 * How long to wait after a write that failed: short at first, as a rollback may hang on it, and never so long that what was
 * refused is missing long after its cause is gone.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 6;

    private Backoff() {}

    /** The wait after so many failures in a row, at least one. */
    static Duration after(int failures) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
