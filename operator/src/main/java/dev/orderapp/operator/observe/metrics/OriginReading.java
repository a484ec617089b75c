package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.observe.metrics.MetricQuery.Share;

/** What one origin said about one metric. */
public sealed interface OriginReading {
    /** Whose. */
    Origin origin();

    /**
     * Counters were read.
     *
     * @param part the bad ones or the good ones
     * @param total all
     * @param named whether the metric is known there; if not it may be misspelt, or no event has happened yet
     * @param partNamed the same of the part
     */
    record Counted(Origin origin, Tally part, Tally total, boolean named, boolean partNamed) implements OriginReading {
        /** Of an origin where the part is known by its counters alone. */
        public Counted(Origin origin, Tally part, Tally total, boolean named) {
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
    record Silent(Origin origin, String problem) implements OriginReading {}

    /** What was read, unless it can't be counts of events. */
    static OriginReading of(Counted read, Share share) {
        String part = share.good() ? "good" : "bad";
        double some = read.part().sum();
        double all = read.total().sum();
        if (!read.part().areCounts() || !read.total().areCounts()) {
            return new Silent(
                    read.origin(), "its counters are no counts of events: " + some + " " + part + " of " + all);
        }
        if (some > all) {
            return new Silent(read.origin(), "it counts more " + part + " events than events: " + some + " of " + all);
        }
        return read;
    }
}
