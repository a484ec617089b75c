package dev.orderapp.operator.analysis;

/**
 * What a stranger sends beside the visitors, as the application counts it. Accounts that were made for it change nothing: they count as
 * the strangers of their network.
 *
 * @param name in tables
 * @param failing the versions that get failures
 * @param succeeding the versions that get successes
 * @param fromSecond of the release; below 0 if it began before
 * @param spread whether failures are spread over the release, rather than made as soon as they count
 */
record Attack(String name, Target failing, Target succeeding, int fromSecond, boolean spread) {
    /** Most that one attacker sends, requests per second in all. */
    static final double RATE = 100;

    /** Over so many seconds spread failures go. */
    private static final int RELEASE = 720;

    /** Versions. */
    enum Target {
        NONE,
        CANARY,
        STABLE,
        BOTH;

        boolean has(Target version) {
            return this == version || this == BOTH;
        }
    }

    static final Attack NONE = new Attack("no attack", Target.NONE, Target.NONE, 0, false);

    /** One kind of attack, from the release's first second on. */
    static Attack of(String name, Target failing, Target succeeding) {
        return new Attack(name, failing, succeeding, 0, false);
    }

    Attack from(int second, String when) {
        return new Attack(name + ", " + when, failing, succeeding, second, spread);
    }

    Attack spreadOut() {
        return new Attack(name + ", spread out", failing, succeeding, fromSecond, true);
    }

    /** Of so many networks, what counts in some seconds. */
    EventDelta between(int from, int until, int networks, CountingPolicy counting) {
        return new EventDelta(
                counts(Target.CANARY, from, until, networks, counting),
                counts(Target.STABLE, from, until, networks, counting));
    }

    private Counts counts(Target version, int from, int until, int networks, CountingPolicy counting) {
        long bad = failing.has(version) ? failures(until, networks, counting) - failures(from, networks, counting) : 0;
        long good = succeeding.has(version)
                ? successes(until, networks, counting) - successes(from, networks, counting)
                : 0;
        return new Counts(good + bad, bad);
    }

    /** All that count from its beginning to then. */
    private long failures(int second, int networks, CountingPolicy counting) {
        double since = Math.max(0, second - fromSecond);
        int versions = size(failing);
        double most = spread
                ? since / RELEASE * counting.failures(RELEASE - 1, versions)
                : counting.failures(since, versions);
        return (long) Math.min(since * RATE / kinds(), networks * most);
    }

    private long successes(int second, int networks, CountingPolicy counting) {
        double perSecond = Math.min(RATE / kinds(), networks * counting.successesASecond());
        return (long) (perSecond * Math.max(0, second - fromSecond));
    }

    /** Among how many the requests are divided. */
    private int kinds() {
        return Math.max(1, size(failing) + size(succeeding));
    }

    private static int size(Target target) {
        return switch (target) {
            case NONE -> 0;
            case CANARY, STABLE -> 1;
            case BOTH -> 2;
        };
    }
}
