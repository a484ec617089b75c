package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.CounterValues;
import java.util.Map;
import java.util.Optional;

/** What came of fetching one page. */
public sealed interface Page {
    /**
     * The page was read to its end.
     *
     * @param picked what each selector picked
     */
    record Read(Map<Selector, Selection> picked) implements Page {
        public Read {
            picked = Map.copyOf(picked);
        }
    }

    /**
     * What one selector picked.
     *
     * @param tally the counters
     * @param named whether the page has series of that name, whatever their labels, or declares the metric
     * @param problem why the counters are not to be trusted, as the end of a sentence that begins with the page's owner
     */
    record Selection(CounterValues tally, boolean named, Optional<String> problem) {
        /** Counters that are all right. */
        public Selection(CounterValues tally, boolean named) {
            this(tally, named, Optional.empty());
        }
    }

    /**
     * The page can't be used: it is none, or half of it is missing, which would look like counters that went back.
     *
     * @param problem why, as the end of a sentence that begins with the page's owner
     */
    record Unreadable(String problem) implements Page {}
}
