package dev.orderapp.e2e.analysis;

import static dev.orderapp.e2e.analysis.HoldAssertions.atFirstStep;
import static dev.orderapp.e2e.analysis.HoldAssertions.lacks;
import static dev.orderapp.e2e.analysis.ReleaseAssertions.assertPromoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.ReleaseResult;
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
    static final TestInstallation installation = new TestInstallation("lost-metrics", Versions.GOOD, 1);

    @BeforeAll
    static void startShoppers() throws IOException, InterruptedException {
        installation.startShoppers(30);
    }

    @Test
    void aMetricThatDoesNotExistHoldsTheStepAndIsNamed() throws InterruptedException {
        Instant from = Instant.now();
        Change misspelled = installation
                .version(Versions.GOOD, Versions.GOOD)
                .and(Change.steps(HoldAssertions.STEPS))
                .and(Change.metrics("""
                        - {name: misspelled, bad: no_such_failures_total, total: no_such_total}
                        """));
        OrderAppReleaseStatus held = HoldAssertions.staysAtFirstStep(
                installation, installation.shop().start(misspelled));
        ReleaseResult result = installation.abort("a metric does not exist; aborted", held, from);
        assertEquals(
                Outcome.Aborted, result.outcome().outcome(), result.outcome().message());
        assertTrue(
                lacks("misspelled").and(lacks("no_such_total")).test(held),
                () -> "no condition names metric and series: " + held.conditions());
    }

    @Test
    void prometheusGoesAwayMidwayAndTheStepWaitsUntilItIsBack() throws IOException, InterruptedException {
        Change judgedByPrometheus = installation
                .version(Versions.GOOD, Versions.GOOD)
                .and(Change.steps("30/15s", "100/5s"))
                .and(Change.metrics("""
                        - name: server-errors
                          source: Prometheus
                          bad: shop_requests_total{namespace="{{namespace}}",release="{{release}}",revision="{{revision}}",outcome=~"error|hanging"}
                          total: shop_requests_total{namespace="{{namespace}}",release="{{release}}",revision="{{revision}}",outcome!~"error_again|ok_again|foreign"}
                        """));
        Instant from = Instant.now();
        String revision = installation.shop().start(judgedByPrometheus);
        OrderAppReleaseStatus midway = installation
                .shop()
                .await(atFirstStep(revision).and(evidence()), HoldAssertions.PATIENCE, "evidence from Prometheus");
        prometheus(0);
        Predicate<OrderAppReleaseStatus> held = atFirstStep(revision).and(lacks(IN_PROMETHEUS));
        installation.shop().await(held, Duration.ofSeconds(30), "a condition that names " + IN_PROMETHEUS);
        installation.shop().keeps(held, Duration.ofSeconds(30), "the first step, held for want of " + IN_PROMETHEUS);
        prometheus(1);
        ReleaseResult result =
                installation.shop().outcome(revision, midway.stable().revision(), from, HoldAssertions.PATIENCE);
        assertPromoted(installation.ended("Prometheus away for a while", Symptom.ERRORS, result));
    }

    private static Predicate<OrderAppReleaseStatus> evidence() {
        return status -> status.analysis() != null
                && status.analysis().stream()
                        .anyMatch(m ->
                                m.name().equals(IN_PROMETHEUS) && m.canary().total() > 0);
    }

    /** Stops it or starts it again; no other test uses it. */
    private static void prometheus(int replicas) throws IOException, InterruptedException {
        installation.run(
                "kubectl", "-n", "analysis-prometheus", "scale", "deployment/prometheus", "--replicas=" + replicas);
        installation.run(
                "kubectl", "-n", "analysis-prometheus", "rollout", "status", "deployment/prometheus", "--timeout=60s");
    }
}
