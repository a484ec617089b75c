package dev.orderapp.operator.effect;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long to wait after a pass in which something could not be written: short at first, as a rollback may hang on it, and
 * never so long that a canary beside the refused object goes unwatched.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 6;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** Counts one more failure in a row; the wait after it. */
    public Duration failed(String release) {
        int before = failures.merge(release, 1, Integer::sum) - 1;
        Duration wait = FIRST.multipliedBy(1L << Math.min(before, DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** All went well, or the release is gone. */
    public void forget(String release) {
        failures.remove(release);
    }
}
