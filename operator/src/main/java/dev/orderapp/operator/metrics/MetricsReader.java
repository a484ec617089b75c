package dev.orderapp.operator.metrics;

import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.Truncated;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Measures what a release is judged by from all sources at once, so that none of them delays another. */
public final class MetricsReader {
    /** The variable that says where a source is. */
    private static final Map<MetricSource, String> SETTINGS = Map.of(
            MetricSource.Ingress, "ORDERAPP_INGRESS_METRICS", MetricSource.Prometheus, "ORDERAPP_PROMETHEUS_URL");

    private final Map<MetricSource, Source> sources;
    private final CounterDeltas deltas = new CounterDeltas();

    /** @param sources those whose addresses the operator knows */
    public MetricsReader(Map<MetricSource, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** Whether the operator knows where a source is. */
    public boolean isConfigured(MetricSource source) {
        return sources.containsKey(source);
    }

    /**
     * Measures once. Takes as long as the slowest source, which has a limit. What can't be read, for whatever reason, is missing: nothing
     * that one metric asks for ends the supervision of a release.
     */
    public PendingSamples measure(List<MetricSpec> metrics, MetricScope scope) {
        Map<String, Sample> samples = new HashMap<>();
        Map<MetricSource, List<MetricQuery>> bySource = new EnumMap<>(MetricSource.class);
        for (MetricSpec metric : metrics) {
            try {
                assign(MetricQuery.of(metric), scope, samples, bySource);
            } catch (RuntimeException e) {
                String name = MetricQuery.name(metric);
                samples.put(name, Sample.missing(name + ": it can't be asked for: " + Truncated.of(String.valueOf(e))));
            }
        }
        Map<MetricQuery, SourceResult> results = read(bySource, scope);
        PendingSamples measured = deltas.measure(scope.id(), results, scope.at());
        samples.putAll(UncountedIngress.mark(results, measured.samples()));
        return measured.withSamples(samples);
    }

    /** Counts a measurement, once the evidence that includes its samples is saved; see {@link CounterDeltas#commit}. */
    public void commit(PendingSamples measured) {
        deltas.commit(measured);
    }

    /** Puts a query to those of its source, or says at once what its sample is. */
    private void assign(
            MetricQuery query,
            MetricScope scope,
            Map<String, Sample> samples,
            Map<MetricSource, List<MetricQuery>> bySource) {
        if (!isConfigured(query.source())) {
            samples.put(
                    query.name(),
                    Sample.missing(query.name() + ": the operator was not told where to read it, see "
                            + SETTINGS.get(query.source())));
        } else if (query.source() == MetricSource.Ingress && scope.services().isEmpty()) {
            // Nothing is asked, so nothing is unavailable: the metric stays as it was.
            samples.put(query.name(), Sample.of(EventDelta.NONE));
        } else {
            bySource.computeIfAbsent(query.source(), first -> new ArrayList<>()).add(query);
        }
    }

    private Map<MetricQuery, SourceResult> read(Map<MetricSource, List<MetricQuery>> bySource, MetricScope scope) {
        List<CompletableFuture<Map<MetricQuery, SourceResult>>> underway = bySource.entrySet().stream()
                .map(e -> read(sources.get(e.getKey()), scope, e.getValue()))
                .toList();
        Map<MetricQuery, SourceResult> results = new HashMap<>();
        underway.forEach(one -> results.putAll(one.join()));
        return results;
    }

    private static CompletableFuture<Map<MetricQuery, SourceResult>> read(
            Source source, MetricScope scope, List<MetricQuery> queries) {
        CompletableFuture<Map<MetricQuery, SourceResult>> results;
        try {
            results = source.read(scope, queries);
        } catch (RuntimeException e) {
            results = CompletableFuture.failedFuture(e);
        }
        return results.exceptionally(failure -> queries.stream()
                .collect(Collectors.toMap(
                        query -> query,
                        query -> new SourceResult.Missing(query.name() + ": reading it failed: "
                                + Truncated.of(String.valueOf(
                                        failure instanceof CompletionException ? failure.getCause() : failure))))));
    }

    /** Drops what is remembered of a release: it is deleted, or no canary of it is compared. */
    public void forget(ResourceID release) {
        deltas.forget(release);
    }
}
