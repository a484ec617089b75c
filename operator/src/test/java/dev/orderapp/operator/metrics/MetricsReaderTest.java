package dev.orderapp.operator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.CounterValues;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.counters.ScrapeTarget;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.TargetSample;
import dev.orderapp.v1.BurstCounting;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private double counter = 100;

    private static MetricSpec errors(MetricSource source) {
        return new MetricSpec(
                "errors", ComponentName.backend, source, "bad", null, "all", 1.0, "5%", 50, "0s", BurstCounting.Each);
    }

    private Map<MetricQuery, SourceResult> counted(List<MetricQuery> queries) {
        Map<MetricQuery, SourceResult> answers = new HashMap<>();
        for (MetricQuery query : queries) {
            ScrapeTarget canary = new ScrapeTarget("c", "c", Side.CANARY, Instant.EPOCH, true);
            CounterValues all = new CounterValues(Map.of("all", counter));
            answers.put(
                    query,
                    new SourceResult.Read(List.of(new TargetSample.Counted(canary, CounterValues.NONE, all, true))));
        }
        return answers;
    }

    private Source ready() {
        return (scope, queries) -> CompletableFuture.completedFuture(counted(queries));
    }

    private static Sample measure(MetricsReader reader, MetricScope scope, MetricSource source) {
        MetricSpec metric = errors(source);
        PendingSamples counted = reader.measure(List.of(metric), scope);
        reader.commit(counted);
        return counted.samples().get(MetricQuery.name(metric));
    }

    private static MetricScope promoting() {
        MetricScope canary = MetricScopes.at(NOW);
        return new MetricScope("shop", "shop", canary.compared(), Map.of(), Map.of(), List.of(), NOW);
    }

    private static Sample sample(long total) {
        return Sample.of(new EventDelta(new Counts(total, 0), Counts.NONE));
    }

    /** Each waits for the others to have been asked: one after the other they would wait for ever. */
    @Test
    void allSourcesAreAskedBeforeAnyIsWaitedFor() {
        CompletableFuture<Void> prometheus = new CompletableFuture<>();
        CompletableFuture<Void> pods = new CompletableFuture<>();
        MetricsReader reader = new MetricsReader(Map.of(
                MetricSource.Pods,
                        (scope, queries) -> {
                            pods.complete(null);
                            return prometheus.thenApply(asked -> counted(queries));
                        },
                MetricSource.Prometheus,
                        (scope, queries) -> {
                            prometheus.complete(null);
                            return pods.thenApply(asked -> counted(queries));
                        }));
        List<MetricSpec> metrics = List.of(errors(MetricSource.Pods), errors(MetricSource.Prometheus));

        assertEquals(
                Set.of("errors", "errors (Prometheus)"),
                reader.measure(metrics, MetricScopes.at(NOW)).samples().keySet());
    }

    @Test
    void aSourceThatTheOperatorWasNotToldOfIsHeldAndNamed() {
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Pods, ready()));

        assertEquals(
                Sample.missing(
                        "errors (Ingress): the operator was not told where to read it, see ORDERAPP_INGRESS_METRICS"),
                measure(reader, MetricScopes.at(NOW), MetricSource.Ingress));
        assertEquals(
                Sample.missing(
                        "errors (Prometheus): the operator was not told where to read it, see ORDERAPP_PROMETHEUS_URL"),
                measure(reader, MetricScopes.at(NOW), MetricSource.Prometheus));
    }

    /** Its Services lead to another version from some moment on. */
    @Test
    void duringAPromotionTheIngressIsNotReadAndNothingIsMissing() {
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Ingress, ready()));
        measure(reader, MetricScopes.at(NOW), MetricSource.Ingress);
        counter = 110;
        assertEquals(sample(10), measure(reader, MetricScopes.at(NOW), MetricSource.Ingress));
        counter = 5_000;
        assertEquals(Sample.of(EventDelta.NONE), measure(reader, promoting(), MetricSource.Ingress));

        assertEquals(
                Sample.missing("counting begins with this measurement"),
                measure(reader, MetricScopes.at(NOW), MetricSource.Ingress),
                "what was counted during the promotion is nobody's");
    }

    /** Each is a fault of the operator's own, or of a spec that a later schema would refuse; the others are judged all the same. */
    @Test
    void whateverFailsIsMissingAndSpoilsNoOtherMetric() {
        Source throwing = (scope, queries) -> {
            throw new IllegalStateException("no such host");
        };
        Source failing = (scope, queries) -> CompletableFuture.failedFuture(new IllegalStateException("no route"));
        MetricsReader reader = new MetricsReader(
                Map.of(MetricSource.Pods, ready(), MetricSource.Ingress, throwing, MetricSource.Prometheus, failing));
        List<MetricSpec> metrics = List.of(
                errors(MetricSource.Pods),
                errors(MetricSource.Ingress),
                errors(MetricSource.Prometheus),
                new MetricSpec("odd", null, MetricSource.Pods, null, null, null, null, null, null, "soon", null));
        reader.commit(reader.measure(metrics, MetricScopes.at(NOW)));
        counter = 110;

        Map<String, Sample> samples =
                reader.measure(metrics, MetricScopes.at(NOW)).samples();

        assertEquals(sample(10), samples.get("errors"));
        assertEquals(
                Sample.missing("errors (Ingress): reading it failed: java.lang.IllegalStateException: no such host"),
                samples.get("errors (Ingress)"));
        assertEquals(
                Sample.missing("errors (Prometheus): reading it failed: java.lang.IllegalStateException: no route"),
                samples.get("errors (Prometheus)"));
        assertTrue(samples.get("odd").problem().orElseThrow().startsWith("odd: it can't be asked for: "));
    }

    /** Its controller is not in the operator's list: nothing will change by waiting. */
    @Test
    void anIngressThatNoPageCountsThoughVisitorsComeIsNamedAtOnce() {
        Source elsewhere = (scope, queries) -> CompletableFuture.completedFuture(Map.of(
                queries.get(0),
                new SourceResult.Read(List.of(
                        new TargetSample.Counted(
                                new ScrapeTarget("i", "i", Side.CANARY, Instant.EPOCH, true),
                                CounterValues.NONE,
                                CounterValues.NONE,
                                false),
                        new TargetSample.Counted(
                                new ScrapeTarget("j", "i", Side.STABLE, Instant.EPOCH, true),
                                CounterValues.NONE,
                                CounterValues.NONE,
                                false)))));
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Pods, ready(), MetricSource.Ingress, elsewhere));
        List<MetricSpec> metrics = List.of(errors(MetricSource.Pods), errors(MetricSource.Ingress));
        reader.commit(reader.measure(metrics, MetricScopes.at(NOW)));
        PendingSamples quiet = reader.measure(metrics, MetricScopes.at(NOW));
        reader.commit(quiet);
        counter = 110;

        assertTrue(quiet.samples()
                .get("errors (Ingress)")
                .problem()
                .orElseThrow()
                .contains("has no series for requests to"));
        assertEquals(
                new Sample(
                        EventDelta.NONE,
                        false,
                        Optional.of("errors (Ingress): requests come, but none of the pages in sources.ingress.pages"
                                + " counts any to this release's Ingress: add the metrics page of the ingress controller"
                                + " that serves it")),
                reader.measure(metrics, MetricScopes.at(NOW)).samples().get("errors (Ingress)"));
    }

    @Test
    void podsAreReadAtAllTimes() {
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Pods, ready()));
        measure(reader, promoting(), MetricSource.Pods);
        counter = 110;

        assertEquals(sample(10), measure(reader, promoting(), MetricSource.Pods));
    }

    /** The status with its evidence was not saved: a conflict, or a crash between the two. */
    @Test
    void whatWasNotCommittedIsMeasuredAgain() {
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Pods, ready()));
        measure(reader, MetricScopes.at(NOW), MetricSource.Pods);
        counter = 110;
        reader.measure(List.of(errors(MetricSource.Pods)), MetricScopes.at(NOW));
        counter = 130;

        assertEquals(sample(30), measure(reader, MetricScopes.at(NOW), MetricSource.Pods));
    }

    @Test
    void aReleaseThatIsForgottenBeginsAnew() {
        MetricsReader reader = new MetricsReader(Map.of(MetricSource.Pods, ready()));
        measure(reader, MetricScopes.at(NOW), MetricSource.Pods);
        counter = 110;
        reader.forget(MetricScopes.at(NOW).id());

        assertEquals(
                Sample.missing("counting begins with this measurement"),
                measure(reader, MetricScopes.at(NOW), MetricSource.Pods));
    }
}
