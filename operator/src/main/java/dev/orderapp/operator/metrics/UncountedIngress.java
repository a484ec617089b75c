package dev.orderapp.operator.metrics;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.TargetSample;
import dev.orderapp.v1.MetricSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells an Ingress whose controller is not among those that the operator reads from one that has no visitors yet: the pages look the
 * same, but in the first case other metrics count events meanwhile. The step holds in both; only in the first does waiting not help.
 */
final class UncountedIngress {
    private UncountedIngress() {}

    /** The samples of one measurement, with that problem where it is one. */
    static Map<String, Sample> mark(Map<MetricQuery, SourceResult> results, Map<String, Sample> samples) {
        Map<String, Sample> marked = new HashMap<>(samples);
        boolean visited = results.keySet().stream()
                .filter(query -> query.source() != MetricSource.Ingress)
                .anyMatch(query -> hasEvents(samples.get(query.name())));
        results.forEach((query, result) -> {
            if (visited && query.source() == MetricSource.Ingress && isUncounted(result)) {
                Sample sample = samples.get(query.name());
                marked.put(
                        query.name(),
                        new Sample(
                                sample.delta(),
                                false,
                                Optional.of(query.name() + ": requests come, but none of the pages in"
                                        + " sources.ingress.pages counts any to this release's Ingress: add the metrics"
                                        + " page of the ingress controller that serves it")));
            }
        });
        return marked;
    }

    private static boolean hasEvents(Sample sample) {
        return sample.delta().canary().total() + sample.delta().stable().total() > 0;
    }

    private static boolean isUncounted(SourceResult result) {
        return result instanceof SourceResult.Read read
                && read.samples().stream()
                        .noneMatch(sample -> !(sample instanceof TargetSample.Counted counted) || counted.known());
    }
}
