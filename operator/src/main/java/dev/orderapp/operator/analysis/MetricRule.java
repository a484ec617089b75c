package dev.orderapp.operator.analysis;

import java.time.Duration;

/**
 * What is asked of one metric.
 *
 * @param name of the reading, unique within the release, for example "server-errors" or "server-errors (Ingress)"
 * @param question what is compared with stable
 * @param maxRatio how many times worse than stable is still accepted, above 0; what is above {@link #MAX_RATIO} is taken for that, as no
 *     number of events tells them apart
 * @param ceiling share of bad events that is never accepted, above 0; at 1 everything is below it
 * @param minimum events of the canary that a step needs before it may pass
 * @param delay so long after an event began it is counted, as a visit is when it is over; zero or more. The visitors of that time were split by the
 *     weight of then
 * @param alpha chances of a false alarm
 */
public record MetricRule(
        String name, Question question, double maxRatio, double ceiling, long minimum, Duration delay, Alpha alpha) {
    /** So many times worse is as good as any number of times; the odds stay finite. */
    static final double MAX_RATIO = 1e6;

    /** What is compared with stable. */
    public enum Question {
        /** Whether the canary has more bad events, each of which counts. */
        MORE_BAD_EVENTS,
        /**
         * The same where all bad events of one measurement, both sides together, count as at most one: for events that come in bursts, such as the
         * slow requests of a Pod that stalls.
         */
        MORE_BAD_MEASUREMENTS,
        /** Whether the canary has fewer good events: for what is lost without an error. Above no ceiling. */
        FEWER_GOOD_EVENTS
    }

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
        if (delay.isNegative()) {
            throw new IllegalArgumentException(name + ": delay must not be negative, not " + delay);
        }
    }

    /** A share of bad events, each of which is counted as soon as it happens. */
    public MetricRule(String name, double maxRatio, double ceiling, long minimum, boolean clustered, Alpha alpha) {
        this(
                name,
                clustered ? Question.MORE_BAD_MEASUREMENTS : Question.MORE_BAD_EVENTS,
                maxRatio,
                ceiling,
                minimum,
                Duration.ZERO,
                alpha);
    }

    /** Good events per event, of which the canary must not have credibly fewer. */
    public static MetricRule fewer(String name, double maxRatio, long minimum, Duration delay, Alpha alpha) {
        return new MetricRule(name, Question.FEWER_GOOD_EVENTS, maxRatio, 1, minimum, delay, alpha);
    }

    /** Whether all bad events of one measurement count as at most one. */
    public boolean clustered() {
        return question == Question.MORE_BAD_MEASUREMENTS;
    }

    /** Whether good events are compared. */
    public boolean countsGood() {
        return question == Question.FEWER_GOOD_EVENTS;
    }
}
