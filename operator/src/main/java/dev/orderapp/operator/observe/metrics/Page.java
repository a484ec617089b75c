package dev.orderapp.operator.observe.metrics;

import java.util.Map;

/** What came of fetching one page. */
public sealed interface Page {
    /**
     * The page was read to its end.
     *
     * @param picked what each selector picked
     */
    record Read(Map<Selector, Picked> picked) implements Page {
        public Read {
            picked = Map.copyOf(picked);
        }
    }

    /**
     * What one selector picked.
     *
     * @param tally the counters
     * @param named whether the page has series of that name, whatever their labels
     */
    record Picked(Tally tally, boolean named) {}

    /**
     * The page can't be used: half of it would look like counters that went back.
     *
     * @param problem why, as the end of a sentence that begins with the page's owner
     */
    record Unreadable(String problem) implements Page {}
}
