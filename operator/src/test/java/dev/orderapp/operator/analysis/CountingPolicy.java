package dev.orderapp.operator.analysis;

/**
 * What an application lets the requests of one network of strangers count on one version.
 *
 * @param name in tables
 * @param pods of the version, each of which counts for itself
 * @param failures that count within {@link #failureSeconds}, each a minute after the last
 * @param failureSeconds after which as many count again
 * @param requestsAMinute that count
 */
record CountingPolicy(String name, int pods, int failures, int failureSeconds, double requestsAMinute) {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    static final CountingPolicy TWICE_IN_TEN_MINUTES =
            new CountingPolicy("two failures in ten minutes", 2, 2, 10 * MINUTE, 60);
    static final CountingPolicy ONCE_IN_TEN_MINUTES =
            new CountingPolicy("one failure in ten minutes", 2, 1, 10 * MINUTE, 60);
    static final CountingPolicy ONCE_AN_HOUR = new CountingPolicy("one failure in an hour", 2, 1, HOUR, 60);
    static final CountingPolicy ONCE_AN_HOUR_IN_ALL =
            new CountingPolicy("one failure in an hour, of all Pods together", 1, 1, HOUR, 120);
    static final CountingPolicy ONCE_A_MINUTE = new CountingPolicy("one failure a minute", 2, 1, MINUTE, 60);
    static final CountingPolicy ALL_SUCCESSES =
            new CountingPolicy("one failure in an hour, and all successes", 2, 1, HOUR, Double.POSITIVE_INFINITY);
    static final CountingPolicy EVERYTHING =
            new CountingPolicy("every request", 2, Integer.MAX_VALUE, 1, Double.POSITIVE_INFINITY);

    /** Most that a network's failures count, from its first one on. */
    double failures(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        double windows = Math.floor(seconds / failureSeconds);
        double minutes = Math.floor((seconds - windows * failureSeconds) / MINUTE);
        return (double) pods
                * (windows * failures + (failureSeconds < MINUTE ? failures : Math.min(failures, minutes + 1)));
    }

    /** Most that its successes count in a second. */
    double successesASecond() {
        return pods * requestsAMinute / MINUTE;
    }
}
