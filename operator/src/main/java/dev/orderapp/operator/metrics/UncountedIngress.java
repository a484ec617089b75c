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

    /** The samples of one look, with that problem where it is one. */
    static Map<String, Sample> named(Map<MetricQuery, SourceResult> answers, Map<String, Sample> samples) {
        Map<String, Sample> named = new HashMap<>(samples);
        boolean visited = answers.keySet().stream()
                .filter(query -> query.source() != MetricSource.Ingress)
                .anyMatch(query -> hasEvents(samples.get(query.name())));
        answers.forEach((query, answer) -> {
            if (visited && query.source() == MetricSource.Ingress && isUncounted(answer)) {
                Sample sample = samples.get(query.name());
                named.put(
                        query.name(),
                        new Sample(
                                sample.delta(),
                                false,
                                Optional.of(query.name() + ": requests come, but none of the pages in"
                                        + " sources.ingress.pages counts any to this release's Ingress: add the metrics"
                                        + " page of the ingress controller that serves it")));
            }
        });
        return named;
    }

    private static boolean hasEvents(Sample sample) {
        return sample.delta().canary().total() + sample.delta().stable().total() > 0;
    }

    private static boolean isUncounted(SourceResult answer) {
        return answer instanceof SourceResult.Read read
                && read.readings().stream()
                        .noneMatch(reading -> !(reading instanceof TargetSample.Counted counted) || counted.named());
    }
}
