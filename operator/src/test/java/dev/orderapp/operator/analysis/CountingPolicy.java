package dev.orderapp.operator.analysis;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an application lets the requests of one network of strangers count.
 *
 * @param name in tables
 * @param together whether all Pods of both versions count a network's failures together; else each Pod counts for itself
 * @param failures that count in any {@link #failureSeconds}, each a minute after the last
 * @param failureSeconds after which one counts again
 * @param requestsAMinute that count in each Pod
 */
record CountingPolicy(String name, boolean together, int failures, int failureSeconds, double requestsAMinute) {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    /** Pods of a version. */
    static final int PODS = 2;

    /** As the shop does it. */
    static final CountingPolicy SHOP = new CountingPolicy("two failures in ten minutes", true, 2, 10 * MINUTE, 60);

    static final CountingPolicy ONCE_IN_TEN_MINUTES =
            new CountingPolicy("one failure in ten minutes", true, 1, 10 * MINUTE, 60);
    static final CountingPolicy ONCE_AN_HOUR = new CountingPolicy("one failure in an hour", true, 1, HOUR, 60);
    static final CountingPolicy TWICE_IN_EACH_POD =
            new CountingPolicy("two failures in ten minutes, in each Pod", false, 2, 10 * MINUTE, 60);
    static final CountingPolicy ONCE_A_MINUTE = new CountingPolicy("one failure a minute", true, 1, MINUTE, 60);
    static final CountingPolicy ALL_SUCCESSES = new CountingPolicy(
            "two failures in ten minutes, and all successes", true, 2, 10 * MINUTE, Double.POSITIVE_INFINITY);
    static final CountingPolicy EVERYTHING =
            new CountingPolicy("every request", false, Integer.MAX_VALUE, 1, Double.POSITIVE_INFINITY);

    /**
     * Most that a network's failures count on one version, from its first one on.
     *
     * @param versions among which they are divided
     */
    double failures(double seconds, int versions) {
        if (seconds <= 0) {
            return 0;
        }
        double windows = Math.floor(seconds / failureSeconds);
        double minutes = Math.floor((seconds - windows * failureSeconds) / MINUTE);
        double counted = windows * failures + (failureSeconds < MINUTE ? failures : Math.min(failures, minutes + 1));
        return together ? counted / versions : PODS * counted;
    }

    /** Most that its successes count on one version in a second. */
    double successesASecond() {
        return PODS * requestsAMinute / MINUTE;
    }

    /** How a visitor's failures are counted, one after the other. */
    Ledger ledger() {
        return new Ledger();
    }

    /** What is remembered of one visitor. */
    final class Ledger {
        private final List<ArrayDeque<Double>> counted =
                Stream.generate(ArrayDeque<Double>::new).limit(PODS).toList();

        /** Whether a failure at that second, in that Pod, counts. */
        boolean counts(double second, int pod) {
            ArrayDeque<Double> earlier = counted.get(together ? 0 : pod);
            earlier.removeIf(at -> at <= second - failureSeconds);
            boolean lately = !earlier.isEmpty() && second - earlier.getLast() < Math.min(MINUTE, failureSeconds);
            if (lately || earlier.size() >= failures) {
                return false;
            }
            earlier.addLast(second);
            return true;
        }
    }
}
