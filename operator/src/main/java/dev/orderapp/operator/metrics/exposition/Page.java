package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.CounterValues;
import java.util.Map;
import java.util.Optional;

/** What came of fetching one page. */
public sealed interface Page {
    /**
     * The page was read to its end.
     *
     * @param selections what each selector selected
     */
    record Read(Map<Selector, Selection> selections) implements Page {
        public Read {
            selections = Map.copyOf(selections);
        }
    }

    /**
     * What one selector selected.
     *
     * @param values the counters
     * @param known whether the page has series of that name, whatever their labels, or declares the metric
     * @param problem why the counters are not to be trusted, as the end of a sentence that begins with the page's owner
     */
    record Selection(CounterValues values, boolean known, Optional<String> problem) {
        /** Counters that are all right. */
        public Selection(CounterValues values, boolean known) {
            this(values, known, Optional.empty());
        }
    }

    /**
     * The page can't be used: it is none, or half of it is missing, which would look like counters that went back.
     *
     * @param problem why, as the end of a sentence that begins with the page's owner
     */
    record Unreadable(String problem) implements Page {}
}
