package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;

/** What one origin said about one metric. */
public sealed interface TargetSample {
    /** Whose. */
    ScrapeTarget origin();

    /**
     * Counters were read.
     *
     * @param part the bad ones or the good ones
     * @param total all
     * @param named whether the metric is known there; if not it may be misspelt, or no event has happened yet
     * @param partNamed the same of the part
     */
    record Counted(ScrapeTarget origin, CounterValues part, CounterValues total, boolean named, boolean partNamed)
            implements TargetSample {
        /** Of an origin where the part is known by its counters alone. */
        public Counted(ScrapeTarget origin, CounterValues part, CounterValues total, boolean named) {
            this(origin, part, total, named, !part.isEmpty());
        }

        /** All that was ever counted. */
        Counts counts(Share share) {
            return share.counts(part.sum(), total.sum());
        }
    }

    /**
     * Nothing can be said about this origin.
     *
     * @param problem why, as the end of a sentence that begins with its name
     */
    record Unavailable(ScrapeTarget origin, String problem) implements TargetSample {}

    /** What was read, unless it can't be counts of events. */
    static TargetSample of(Counted read, Share share) {
        String part = share.good() ? "good" : "bad";
        double some = read.part().sum();
        double all = read.total().sum();
        if (!read.part().areCounts() || !read.total().areCounts()) {
            return new Unavailable(
                    read.origin(), "its counters are no counts of events: " + some + " " + part + " of " + all);
        }
        if (some > all) {
            return new Unavailable(
                    read.origin(), "it counts more " + part + " events than events: " + some + " of " + all);
        }
        return read;
    }
}
