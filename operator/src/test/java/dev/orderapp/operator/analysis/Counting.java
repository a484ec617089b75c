package dev.orderapp.operator.analysis;

/**
 * What an application lets the requests of strangers count, each network and version for itself.
 *
 * @param name in tables
 * @param failures of one network that count within {@link #failureSeconds}
 * @param failureSeconds for so long a network's further failures count neither as bad nor at all
 * @param requestsAMinute of one network that count
 */
record Counting(String name, int failures, int failureSeconds, double requestsAMinute) {
    private static final int HOUR = 3_600;

    /** A network's failure once an hour, sixty of its requests a minute. */
    static final Counting ONCE_AN_HOUR = new Counting("one failure an hour and 60 requests a minute", 1, HOUR, 60);

    /** The same, but each of a version's two Pods counts for itself. */
    static final Counting BY_EACH_POD = new Counting("the same for each of two Pods", 2, HOUR, 120);

    static final Counting ONCE_A_MINUTE = new Counting("one failure a minute and 60 requests a minute", 1, 60, 60);

    /** A network's successes count without end. */
    static final Counting ALL_SUCCESSES =
            new Counting("one failure an hour and all successes", 1, HOUR, Double.POSITIVE_INFINITY);

    static final Counting EVERYTHING = new Counting("every request", Integer.MAX_VALUE, 1, Double.POSITIVE_INFINITY);
}
