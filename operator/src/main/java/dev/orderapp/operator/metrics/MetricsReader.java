package dev.orderapp.operator.metrics;

import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.exposition.Truncated;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Reads what a release is judged by from all sources at once, so that none of them delays another. */
public final class MetricsReader {
    /** What tells the operator where a source is, for people. */
    private static final Map<MetricSource, String> SETTINGS = Map.of(
            MetricSource.Ingress, "ORDERAPP_INGRESS_METRICS", MetricSource.Prometheus, "ORDERAPP_PROMETHEUS_URL");

    private final Map<MetricSource, Source> sources;
    private final CounterDeltas increments = new CounterDeltas();

    /** @param sources those that the operator knows the addresses of */
    public MetricsReader(Map<MetricSource, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** Whether the operator knows where a source is. */
    public boolean knows(MetricSource source) {
        return sources.containsKey(source);
    }

    /** What was counted, and how to say that it is saved. */
    public record Counted(Map<String, Sample> samples, Runnable commit) {
        public static final Counted NOTHING = new Counted(Map.of(), () -> {});
    }

    /**
     * Reads once. Takes as long as the slowest source, which has a limit. What can't be read, for whatever reason, is missing: nothing
     * that one metric asks for ends the supervision of a release.
     */
    public Counted read(List<MetricSpec> metrics, MetricScope subject) {
        Map<String, Sample> samples = new HashMap<>();
        Map<MetricSource, List<MetricQuery>> asked = new EnumMap<>(MetricSource.class);
        for (MetricSpec metric : metrics) {
            try {
                sort(MetricQuery.of(metric), subject, samples, asked);
            } catch (RuntimeException e) {
                String name = MetricQuery.name(metric);
                samples.put(name, Sample.missing(name + ": it can't be asked for: " + Truncated.of(String.valueOf(e))));
            }
        }
        Map<MetricQuery, SourceResult> answers = answers(asked, subject);
        PendingSamples reading = increments.look(subject.key(), answers, subject.at());
        samples.putAll(UncountedIngress.named(answers, reading.samples()));
        return new Counted(samples, reading::commit);
    }

    /** Puts a query to those that its source is asked, or says at once what comes of it. */
    private void sort(
            MetricQuery query,
            MetricScope subject,
            Map<String, Sample> samples,
            Map<MetricSource, List<MetricQuery>> asked) {
        if (!knows(query.source())) {
            samples.put(
                    query.name(),
                    Sample.missing(query.name() + ": the operator was not told where to read it, see "
                            + SETTINGS.get(query.source())));
        } else if (query.source() == MetricSource.Ingress && subject.services().isEmpty()) {
            // Nothing is asked, so nothing is silent: the metric stands as it stood.
            samples.put(query.name(), Sample.of(EventDelta.NONE));
        } else {
            asked.computeIfAbsent(query.source(), first -> new ArrayList<>()).add(query);
        }
    }

    private Map<MetricQuery, SourceResult> answers(Map<MetricSource, List<MetricQuery>> asked, MetricScope subject) {
        List<CompletableFuture<Map<MetricQuery, SourceResult>>> underway = asked.entrySet().stream()
                .map(e -> answers(sources.get(e.getKey()), subject, e.getValue()))
                .toList();
        Map<MetricQuery, SourceResult> answers = new HashMap<>();
        underway.forEach(one -> answers.putAll(one.join()));
        return answers;
    }

    private static CompletableFuture<Map<MetricQuery, SourceResult>> answers(
            Source source, MetricScope subject, List<MetricQuery> queries) {
        CompletableFuture<Map<MetricQuery, SourceResult>> answers;
        try {
            answers = source.read(subject, queries);
        } catch (RuntimeException e) {
            answers = CompletableFuture.failedFuture(e);
        }
        return answers.exceptionally(failure -> queries.stream()
                .collect(Collectors.toMap(
                        query -> query,
                        query -> new SourceResult.Missing(query.name() + ": reading it failed: "
                                + Truncated.of(String.valueOf(
                                        failure instanceof CompletionException ? failure.getCause() : failure))))));
    }

    /**
     * Drops what is remembered of a release in which nobody is compared.
     *
     * @param release its namespace and name, as {@link MetricScope#key} has them
     */
    public void forget(String release) {
        increments.forget(release);
    }
}
