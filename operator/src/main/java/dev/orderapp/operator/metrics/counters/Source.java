package dev.orderapp.operator.metrics.counters;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads counters of one kind, of both sides. */
public interface Source {
    /**
     * @param scope whose counters
     * @param queries what of them, all of this source
     * @return a result for each query, within the source's time limit and never exceptionally
     */
    CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope scope, List<MetricQuery> queries);
}
