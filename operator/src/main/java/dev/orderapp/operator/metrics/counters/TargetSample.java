package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;

/** What one target said about one metric. */
public sealed interface TargetSample {
    ScrapeTarget target();

    /**
     * Counters were read.
     *
     * @param part the bad ones or the good ones
     * @param total all
     * @param known whether the metric is known there; if not it may be misspelt, or no event has happened yet
     * @param partKnown the same of the part
     */
    record Counted(ScrapeTarget target, CounterValues part, CounterValues total, boolean known, boolean partKnown)
            implements TargetSample {
        /** Of a target where the part is known by its counters alone. */
        public Counted(ScrapeTarget target, CounterValues part, CounterValues total, boolean known) {
            this(target, part, total, known, !part.isEmpty());
        }

        /** All that was ever counted. */
        Counts counts(Share share) {
            return share.counts(part.sum(), total.sum());
        }
    }

    /**
     * Nothing can be said about this target.
     *
     * @param problem why, as the end of a sentence that begins with its name
     */
    record Unavailable(ScrapeTarget target, String problem) implements TargetSample {}

    /** What was read, unless it can't be counts of events. */
    static TargetSample of(Counted read, Share share) {
        String part = share.good() ? "good" : "bad";
        double partSum = read.part().sum();
        double totalSum = read.total().sum();
        if (!read.part().areCounts() || !read.total().areCounts()) {
            return new Unavailable(
                    read.target(), "its counters are no counts of events: " + partSum + " " + part + " of " + totalSum);
        }
        if (partSum > totalSum) {
            return new Unavailable(
                    read.target(), "it counts more " + part + " events than events: " + partSum + " of " + totalSum);
        }
        return read;
    }
}
