package dev.orderapp.e2e.judging;

import static dev.orderapp.e2e.judging.Holding.atFirstStep;
import static dev.orderapp.e2e.judging.Holding.lacks;
import static dev.orderapp.e2e.judging.Verdicts.assertPromoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While a metric can't be read, nothing is decided by it: the step waits and says so, and goes on when it can be read again. */
@Tag("cluster")
class LostMetricsE2E {
    private static final String IN_PROMETHEUS = "server-errors (Prometheus)";

    @RegisterExtension
    static final Stage stage = new Stage("lost-metrics", Versions.GOOD, 1);

    @BeforeAll
    static void shoppersCome() throws IOException, InterruptedException {
        stage.shoppersCome(30);
    }

    @Test
    void aMetricThatDoesNotExistHoldsTheStepAndIsNamed() throws InterruptedException {
        Instant from = Instant.now();
        Change misspelled = stage.version(Versions.GOOD, Versions.GOOD)
                .and(Change.steps(Holding.STEPS))
                .and(Change.metrics("""
                        - {name: misspelled, bad: no_such_failures_total, total: no_such_total}
                        """));
        OrderAppReleaseStatus held =
                Holding.staysAtFirstStep(stage, stage.shop().start(misspelled));
        Tried tried = stage.abort("a metric does not exist; aborted", held, from);
        assertEquals(Outcome.Aborted, tried.outcome().outcome(), tried.outcome().message());
        assertTrue(
                lacks("misspelled").and(lacks("no_such_total")).test(held),
                () -> "no condition names metric and series: " + held.conditions());
    }

    @Test
    void prometheusGoesAwayMidwayAndTheStepWaitsUntilItIsBack() throws IOException, InterruptedException {
        Change judgedByPrometheus = stage.version(Versions.GOOD, Versions.GOOD)
                .and(Change.steps("30/15s", "100/5s"))
                .and(Change.metrics("""
                        - name: server-errors
                          source: Prometheus
                          bad: shop_requests_total{namespace="{{namespace}}",release="{{release}}",revision="{{revision}}",outcome=~"error|hanging"}
                          total: shop_requests_total{namespace="{{namespace}}",release="{{release}}",revision="{{revision}}",outcome!~"error_again|ok_again|foreign"}
                        """));
        Instant from = Instant.now();
        String revision = stage.shop().start(judgedByPrometheus);
        OrderAppReleaseStatus midway =
                stage.shop().await(atFirstStep(revision).and(evidence()), Holding.PATIENCE, "evidence from Prometheus");
        prometheus(0);
        Predicate<OrderAppReleaseStatus> held = atFirstStep(revision).and(lacks(IN_PROMETHEUS));
        stage.shop().await(held, Duration.ofSeconds(30), "a condition that names " + IN_PROMETHEUS);
        stage.shop().keeps(held, Duration.ofSeconds(30), "the first step, held for want of " + IN_PROMETHEUS);
        prometheus(1);
        Tried tried = stage.shop().outcome(revision, midway.stable().revision(), from, Holding.PATIENCE);
        assertPromoted(stage.ended("Prometheus away for a while", Fault.ERRORS, tried));
    }

    private static Predicate<OrderAppReleaseStatus> evidence() {
        return status -> status.analysis() != null
                && status.analysis().stream()
                        .anyMatch(m ->
                                m.name().equals(IN_PROMETHEUS) && m.canary().total() > 0);
    }

    /** Stops it or starts it again; nobody else asks it. */
    private static void prometheus(int replicas) throws IOException, InterruptedException {
        stage.run("kubectl", "-n", "judging-prometheus", "scale", "deployment/prometheus", "--replicas=" + replicas);
        stage.run("kubectl", "-n", "judging-prometheus", "rollout", "status", "deployment/prometheus", "--timeout=60s");
    }
}
