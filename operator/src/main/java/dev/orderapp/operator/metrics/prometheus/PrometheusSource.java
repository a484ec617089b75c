package dev.orderapp.operator.metrics.prometheus;

import dev.orderapp.operator.metrics.counters.CounterValues;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.ScrapeTarget;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.TargetSample;
import dev.orderapp.operator.metrics.exposition.Selector;
import dev.orderapp.operator.metrics.prometheus.QueryResult.QueryFailure;
import dev.orderapp.operator.metrics.prometheus.QueryResult.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Queries to a Prometheus, those of one metric in one. Whatever it has no answer to leaves the metric unknown on both sides: one that
 * is down, or lacks a series, is not an application that is good or bad.
 */
public final class PrometheusSource implements Source {
    private final PrometheusServer server;
    private final Optional<String> namespaceLabel;

    /** @param server results; queries may count what they like there */
    public PrometheusSource(PrometheusServer server) {
        this(server, Optional.empty());
    }

    /**
     * @param server results
     * @param namespaceLabel label by which series tell their namespace: queries see the release's namespace alone; empty: all series
     */
    public PrometheusSource(PrometheusServer server, Optional<String> namespaceLabel) {
        this.server = server;
        this.namespaceLabel = namespaceLabel;
    }

    @Override
    public CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope scope, List<MetricQuery> queries) {
        Map<MetricQuery, CompletableFuture<SourceResult>> underway = new HashMap<>();
        queries.forEach(query -> underway.put(query, read(scope, query)));
        return CompletableFuture.allOf(underway.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<MetricQuery, SourceResult> results = new HashMap<>();
                    underway.forEach((query, result) -> results.put(query, result.join()));
                    return results;
                });
    }

    private CompletableFuture<SourceResult> read(MetricScope scope, MetricQuery query) {
        Map<String, String> expressions;
        try {
            expressions = expressions(scope, query);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(missing(query, e.getMessage()));
        }
        return server.evaluate(JoinedExpression.of(expressions), scope.at())
                .thenCompose(result -> result instanceof Vector vector
                        ? CompletableFuture.completedFuture(counted(scope, query, expressions, vector))
                        : explain(scope, query, expressions, (QueryFailure) result));
    }

    /** All that one metric asks for, by what people know it as. */
    private Map<String, String> expressions(MetricScope scope, MetricQuery query) {
        Map<String, String> expressions = new LinkedHashMap<>();
        scope.revisions().forEach((side, revision) -> {
            Map<String, String> values = Map.of(
                    "namespace", scope.namespace(),
                    "release", scope.release(),
                    "component", query.component().name(),
                    "revision", revision);
            Share share = query.share();
            expressions.put(partOf(share, side), expression(share.part(), values));
            expressions.put(totalOf(side), expression(share.total(), values));
        });
        return expressions;
    }

    /** The matcher is added after the placeholders were filled in: what was parsed is what is underway. */
    private String expression(String expression, Map<String, String> values) {
        String filled = Expression.filled(expression, values);
        return namespaceLabel
                .map(label -> NamespacedExpression.of(filled, label, values.get("namespace")))
                .orElse(filled);
    }

    private static String partOf(Share share, Side side) {
        return (share.good() ? "good" : "bad") + " for " + side;
    }

    private static String totalOf(Side side) {
        return "total for " + side;
    }

    private static SourceResult counted(
            MetricScope scope, MetricQuery query, Map<String, String> expressions, Vector vector) {
        List<TargetSample> samples = new ArrayList<>();
        for (Side side : scope.revisions().keySet()) {
            String part = partOf(query.share(), side);
            CounterValues partValues = vector.values(part);
            CounterValues totalValues = vector.values(totalOf(side));
            boolean zero = isOf(expressions.get(part), vector.names(totalOf(side)));
            if (totalValues.isEmpty() || partValues.isEmpty() && !zero) {
                return unanswered(query, totalValues.isEmpty() ? totalOf(side) : part, QueryResult.EMPTY);
            }
            samples.add(TargetSample.of(
                    new TargetSample.Counted(target(scope, side), partValues, totalValues, true, true), query.share()));
        }
        return new SourceResult.Read(samples);
    }

    /**
     * Whether an expression selects series of a metric that is there. If it selects none, no such event has happened yet; the metric is
     * neither misspelt nor gone. Of an expression with functions or sums that can't be told.
     */
    private static boolean isOf(String expression, Set<String> names) {
        try {
            return Selector.parse(expression).name().filter(names::contains).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Names the expression at fault, by asking for each alone: an error's position in the joined one would not help. */
    private CompletableFuture<SourceResult> explain(
            MetricScope scope, MetricQuery query, Map<String, String> expressions, QueryFailure joined) {
        SourceResult whole = missing(query, "its query " + joined.problem());
        if (!joined.answered()) {
            return CompletableFuture.completedFuture(whole);
        }
        Map<String, CompletableFuture<QueryResult>> alone = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> alone.put(name, server.evaluate(expression, scope.at())));
        return CompletableFuture.allOf(alone.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    for (Map.Entry<String, CompletableFuture<QueryResult>> one : alone.entrySet()) {
                        if (one.getValue().join() instanceof QueryFailure failure) {
                            return unanswered(query, one.getKey(), failure.problem());
                        }
                    }
                    return whole;
                });
    }

    private static SourceResult unanswered(MetricQuery query, String name, String problem) {
        return missing(query, "the query \"" + name + "\" " + problem);
    }

    private static SourceResult missing(MetricQuery query, String problem) {
        return new SourceResult.Missing(query.name() + ": " + problem);
    }

    /** Of each revision anew: what is asked for has its name in it. */
    private static ScrapeTarget target(MetricScope scope, Side side) {
        return new ScrapeTarget(side + " " + scope.revisions().get(side), "Prometheus", side, Instant.EPOCH, false);
    }
}
