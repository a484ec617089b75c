package dev.orderapp.operator.observe.prometheus;

import dev.orderapp.operator.observe.metrics.Answer;
import dev.orderapp.operator.observe.metrics.MetricQuery;
import dev.orderapp.operator.observe.metrics.Origin;
import dev.orderapp.operator.observe.metrics.OriginReading;
import dev.orderapp.operator.observe.metrics.Side;
import dev.orderapp.operator.observe.metrics.Source;
import dev.orderapp.operator.observe.metrics.Subject;
import dev.orderapp.operator.observe.prometheus.QueryResult.Useless;
import dev.orderapp.operator.observe.prometheus.QueryResult.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Queries to a Prometheus, all for one time. Whatever it has no answer to leaves the metric unknown on both sides: one that is down,
 * or lacks a series, is not an application that is good or bad.
 */
public final class PrometheusSource implements Source {
    private final PrometheusServer server;

    /** @param server answers */
    public PrometheusSource(PrometheusServer server) {
        this.server = server;
    }

    @Override
    public CompletableFuture<Map<MetricQuery, Answer>> read(Subject subject, List<MetricQuery> queries) {
        Map<MetricQuery, CompletableFuture<Answer>> asked = new HashMap<>();
        queries.forEach(query -> asked.put(query, read(subject, query)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<MetricQuery, Answer> answers = new HashMap<>();
                    asked.forEach((query, answer) -> answers.put(query, answer.join()));
                    return answers;
                });
    }

    /** One side's two vectors, or why there are none. */
    private record Half(Side side, QueryResult part, QueryResult total) {}

    private CompletableFuture<Answer> read(Subject subject, MetricQuery query) {
        List<CompletableFuture<Half>> halves = new ArrayList<>();
        try {
            subject.revisions().forEach((side, revision) -> halves.add(half(subject, query, side)));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new Answer.Missing(query.name() + ": " + e.getMessage()));
        }
        return CompletableFuture.allOf(halves.toArray(CompletableFuture[]::new))
                .thenApply(all -> answer(
                        subject,
                        query,
                        halves.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Half> half(Subject subject, MetricQuery query, Side side) {
        Map<String, String> values = Map.of(
                "namespace", subject.namespace(),
                "release", subject.release(),
                "component", query.component().name(),
                "revision", subject.revisions().get(side));
        String part = Expression.filled(query.share().part(), values);
        String total = Expression.filled(query.share().total(), values);
        return server.evaluate(part, subject.at())
                .thenCombine(server.evaluate(total, subject.at()), (p, t) -> new Half(side, p, t));
    }

    private static Answer answer(Subject subject, MetricQuery query, List<Half> halves) {
        List<OriginReading> readings = new ArrayList<>();
        for (Half half : halves) {
            if (half.part() instanceof Vector part && half.total() instanceof Vector total) {
                readings.add(OriginReading.of(
                        new OriginReading.Counted(origin(subject, half.side()), part.tally(), total.tally(), true),
                        query.share()));
            } else {
                String part = query.share().good() ? "good" : "bad";
                boolean partFailed = half.part() instanceof Useless;
                Useless useless = (Useless) (partFailed ? half.part() : half.total());
                return new Answer.Missing(query.name() + ": the query \"" + (partFailed ? part : "total") + "\" for "
                        + half.side() + " " + useless.problem());
            }
        }
        return new Answer.Read(readings);
    }

    /** Of each revision anew: what is asked for has its name in it. */
    private static Origin origin(Subject subject, Side side) {
        return new Origin(side + " " + subject.revisions().get(side), "Prometheus", side, Instant.EPOCH, false);
    }
}
