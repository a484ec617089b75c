package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.metrics.DefaultMetrics;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Scaling;
import dev.orderapp.operator.rollout.Settings;
import dev.orderapp.operator.rollout.Settings.Timing;
import dev.orderapp.operator.rollout.Step;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Action;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From what the API server has completed to what the core decides from. */
class RequestReaderTest {
    private static final RequestReader PODS_ALONE = new RequestReader(new DefaultMetrics(false));
    private static final RequestReader WITH_INGRESS = new RequestReader(new DefaultMetrics(true));

    private static OrderAppRelease release(String annotations, String frontend, String metrics) {
        return Serialization.unmarshal("""
                apiVersion: orderapp.dev/v1
                kind: OrderAppRelease
                metadata: {name: shop, namespace: shop, annotations: {%s}}
                spec:
                  backend: {image: "acme/order-backend:1.0.0", replicas: 3}
                  %s
                  canary:
                    steps: [{weight: 30, hold: 5m, approval: true}, {weight: 100, hold: 90s, approval: false}]
                    progressDeadline: 10m
                    drain: 10s
                    keepPrevious: 1h
                    keepFailed: 30m
                  analysis: {interval: 5s, falseAlarm: 1%%, maxHold: 2h, onNoData: RollBack%s}
                  paused: true
                """.formatted(annotations, frontend, metrics), OrderAppRelease.class);
    }

    private static List<String> readings(RequestReader reader, OrderAppRelease release) {
        return reader.metrics(release.getSpec()).stream().map(MetricQuery::name).toList();
    }

    @Test
    void autoscalingCountsInPlaceOfReplicas() {
        OrderAppRelease release = release(
                "a: b", "frontend: {image: \"acme/order-frontend:1\", replicas: 2, autoscaling: {min: 3, max: 9}}", "");

        Settings settings = PODS_ALONE.read(release, Optional.empty()).settings();

        assertEquals(Scaling.automatic(3, 9), settings.scaling().get(ComponentName.frontend));
        assertEquals(Optional.empty(), settings.canarySize());
    }

    @Test
    void readsWhatIsAskedFor() {
        OrderAppRelease release = release(
                "orderapp.dev/promote: abc/1/0, other: x",
                "frontend: {image: \"acme/order-frontend:1\", replicas: 2}",
                "");

        Request request = PODS_ALONE.read(release, Optional.empty());
        Settings settings = request.settings();

        assertTrue(request.paused());
        assertEquals(Map.of(Action.PROMOTE, "abc/1/0"), request.actions());
        assertEquals(
                Map.of(ComponentName.backend, Scaling.fixed(3), ComponentName.frontend, Scaling.fixed(2)),
                settings.scaling());
        assertEquals(
                List.of(new Step(30, Duration.ofMinutes(5), true), new Step(100, Duration.ofSeconds(90), false)),
                settings.steps());
        assertEquals(
                new Timing(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofHours(1),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Optional.empty()),
                settings.timing());
        assertEquals(OnNoData.RollBack, settings.onNoData());
    }

    @Test
    void withoutMetricsTheDefaultsJudge() {
        assertEquals(
                List.of("server-errors", "slow-requests", "failed-orders"), readings(PODS_ALONE, release("", "", "")));
    }

    @Test
    void theIngressIsReadWhereTheOperatorKnowsIt() {
        assertEquals(
                List.of("server-errors", "server-errors (Ingress)", "slow-requests", "failed-orders"),
                readings(WITH_INGRESS, release("", "", "")));
    }

    @Test
    void pagesAreJudgedWhereThereIsOne() {
        String frontend = "frontend: {image: \"acme/order-frontend:1\", replicas: 2}";

        assertEquals(
                List.of("server-errors", "slow-requests", "failed-orders", "page-failures"),
                readings(PODS_ALONE, release("", frontend, "")));
    }

    @Test
    void goodEventsOfWhichThereMustNotBeFewerHaveNoCeiling() {
        String metrics =
                ", metrics: [{name: orders-per-visit, component: backend, source: Pods, fewer: a, total: b, maxRatio: 1.5,"
                        + " ceiling: 5%, minimum: 7, warmup: 0s, bursts: Each, delay: 5m}]";

        MetricRule rule = PODS_ALONE
                .read(release("", "", metrics), Optional.empty())
                .settings()
                .metrics()
                .get(0);

        assertEquals(MetricRule.fewer("orders-per-visit", 1.5, 7, Duration.ofMinutes(5), rule.alpha()), rule);
    }

    @Test
    void metricsOfOnesOwnTakeThePlaceOfAllDefaults() {
        String metrics = ", metrics: [{name: errors, component: backend, source: Pods, bad: a, total: b, maxRatio: 2.0,"
                + " ceiling: 3%, minimum: 7, warmup: 0s, bursts: Once}]";
        OrderAppRelease release = release("", "", metrics);

        MetricRule rule = WITH_INGRESS
                .read(release, Optional.empty())
                .settings()
                .metrics()
                .get(0);

        assertEquals(List.of("errors"), readings(WITH_INGRESS, release));
        assertEquals(2.0, rule.maxRatio());
        assertEquals(0.03, rule.ceiling());
        assertEquals(7, rule.minimum());
        assertTrue(rule.clustered());
    }

    /** The rules and what is read are told apart by the reading's name. */
    @Test
    void eachReadingOfAMetricIsARuleOfItsOwnAndAllShareTheFalseAlarms() {
        List<MetricRule> rules = WITH_INGRESS
                .read(release("", "frontend: {image: \"f:1\", replicas: 2}", ""), Optional.empty())
                .settings()
                .metrics();

        assertEquals(5, rules.stream().map(MetricRule::name).distinct().count());
        assertEquals(
                0.01,
                rules.stream()
                        .mapToDouble(r -> r.alpha().ratio() + r.alpha().ceiling())
                        .sum(),
                1e-12);
        assertEquals(0.005, rules.get(0).alpha().ratio(), 1e-12);
    }

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        List<MetricSpec> defaults = WITH_INGRESS.metrics(
                release("", "frontend: {image: \"f:1\", replicas: 2}", "").getSpec());

        assertEquals(
                List.of(
                        "server-errors: 1.0 times, 5%, 50 events, after 0s, Each",
                        "server-errors (Ingress): 1.0 times, 5%, 50 events, after 0s, Each",
                        "slow-requests: 1.5 times, 25%, 50 events, after 30s, Once",
                        "failed-orders: 1.0 times, 10%, 1 events, after 0s, Each",
                        "page-failures: 1.0 times, 5%, 1 events, after 0s, Each"),
                defaults.stream()
                        .map(m -> "%s: %s times, %s, %d events, after %s, %s"
                                .formatted(
                                        MetricQuery.name(m),
                                        m.maxRatio(),
                                        m.ceiling(),
                                        m.minimum(),
                                        m.warmup(),
                                        m.bursts()))
                        .toList());
    }

    /** Where the CRD is older than the operator. */
    @Test
    void fieldsThatTheStoredReleaseLacksAreAtTheirDefaults() {
        String metrics = ", metrics: [{name: errors, component: backend, source: Pods, bad: a, total: b, maxRatio: 1.0,"
                + " ceiling: 3%, minimum: 7}]";
        MetricSpec old = PODS_ALONE.metrics(release("", "", metrics).getSpec()).get(0);

        assertEquals(Duration.ZERO, MetricQuery.of(old).warmup());
        assertEquals(
                false,
                PODS_ALONE
                        .read(release("", "", metrics), Optional.empty())
                        .settings()
                        .metrics()
                        .get(0)
                        .clustered());
    }
}
