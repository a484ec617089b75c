package dev.orderapp.operator.metrics.counters;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads counters of one kind, of both sides. */
public interface Source {
    /**
     * Begins to read.
     *
     * @param subject whose counters
     * @param queries what of them, all of this source
     * @return an answer to each query, within the source's time limit and never exceptionally
     */
    CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope subject, List<MetricQuery> queries);
}
