package dev.orderapp.operator.observe.metrics;

import java.util.Map;
import java.util.OptionalDouble;

/** What came of fetching one page. */
sealed interface Page {
    /**
     * The page was read to its end.
     *
     * @param sums per selector what its counters add up to; empty if the page has no series of that name at all, 0 if it has but none
     *     with such labels
     */
    record Read(Map<Selector, OptionalDouble> sums) implements Page {
        public Read {
            sums = Map.copyOf(sums);
        }
    }

    /**
     * The page can't be used: half of it would look like counters that went back.
     *
     * @param problem why, as the end of a sentence that begins with the Pod's name
     */
    record Unreadable(String problem) implements Page {}
}
