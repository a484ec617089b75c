package dev.orderapp.operator.analysis;

/**
 * What is asked of one metric.
 *
 * @param name of the reading, unique within the release, for example "server-errors" or "server-errors (Ingress)"
 * @param maxRatio how many times worse than stable is still accepted, above 0; what is above {@link #MAX_RATIO} is taken for that, as no
 *     number of events tells them apart
 * @param ceiling share of bad events that is never accepted, above 0; at 1 everything is below it
 * @param minimum events of the canary that a step needs before it may pass
 * @param clustered whether all bad events of one measurement, both sides together, count as at most one: for events that come in bursts, such
 *     as the slow requests of a Pod that stalls
 * @param alpha chances of a false alarm
 */
public record MetricRule(String name, double maxRatio, double ceiling, long minimum, boolean clustered, Alpha alpha) {
    /** So many times worse is as good as any number of times; the odds stay finite. */
    static final double MAX_RATIO = 1e6;

    public MetricRule {
        if (!(maxRatio > 0)) {
            throw new IllegalArgumentException(name + ": maxRatio must be above 0, not " + maxRatio);
        }
        maxRatio = Math.min(maxRatio, MAX_RATIO);
        if (!(ceiling > 0 && ceiling <= 1)) {
            throw new IllegalArgumentException(name + ": ceiling must be above 0 % and at most 100 %, not " + ceiling);
        }
        if (minimum < 0) {
            throw new IllegalArgumentException(name + ": minimum must not be negative, not " + minimum);
        }
    }
}
