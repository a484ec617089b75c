package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import java.util.OptionalDouble;

/** What one Pod's page said about one metric. */
sealed interface PodReading {
    /** Whose. */
    PodTarget pod();

    /**
     * Counters were read.
     *
     * @param counts since the container started
     * @param named whether the page has a series of that name; if not it may be misspelt, or no event has happened yet
     */
    record Counted(PodTarget pod, Counts counts, boolean named) implements PodReading {}

    /**
     * Nothing can be said about this Pod.
     *
     * @param problem why
     */
    record Silent(PodTarget pod, String problem) implements PodReading {}

    static PodReading of(PodTarget pod, MetricQuery query, Page page) {
        if (page instanceof Page.Unreadable unreadable) {
            return new Silent(pod, unreadable.problem());
        }
        Page.Read read = (Page.Read) page;
        OptionalDouble total = read.sums().get(query.total());
        double all = total.orElse(0);
        double bad = read.sums().get(query.bad()).orElse(0);
        // Written so that NaN is caught as well.
        if (!(all >= 0 && all <= Counts.MAX && bad >= 0)) {
            return new Silent(pod, "its counters are no counts of events: " + bad + " bad of " + all);
        }
        if (bad > all) {
            return new Silent(pod, "it counts more bad events than events: " + bad + " of " + all);
        }
        return new Counted(pod, new Counts(Math.round(all), Math.round(bad)), total.isPresent());
    }
}
