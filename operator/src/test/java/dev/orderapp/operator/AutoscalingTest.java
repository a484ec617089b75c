package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Releases whose Pods somebody else counts, on a real API server: the test scales as the autoscalers' controller would. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class AutoscalingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TWO_TO_NINE = """
            {"min": 2, "max": 9, "metrics": [{"type": "External", "external": {"metric": {"name": "orders"},
             "target": {"type": "AverageValue", "averageValue": "1"}}}]}""";

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    AutoscalingTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "autoscaling-" + System.nanoTime());
        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
        shop.create("approval: true");
        shop.until(s -> s.phase() == Phase.Stable);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    @Test
    void whatAnAutoscalerDecidesIsLeftAlone() {
        String stable = revision();
        shop.autoscaling(TWO_TO_NINE);
        await().atMost(PATIENCE).until(() -> isHandedOver(stable));
        assertEquals(2, replicas(stable));
        operator.forgetRequests();

        scale(stable, 5);
        reconcilesSoon();

        assertEquals(5, replicas(stable));
        assertEquals(List.of(), operator.requests());
    }

    @Test
    void aNumberOfPodsOutlivesTheTurnToAutoscalingAndBack() {
        String stable = revision();
        shop.replicas(7);
        await().atMost(PATIENCE).until(() -> replicas(stable) == 7);

        shop.autoscaling(TWO_TO_NINE);
        await().atMost(PATIENCE).until(() -> isHandedOver(stable));
        assertEquals(7, replicas(stable));

        scale(stable, 4);
        shop.autoscaling("null");
        await().atMost(PATIENCE)
                .until(() -> replicas(stable) == 7 && autoscalers().isEmpty());
    }

    @Test
    void aCanaryIsLargeEnoughForItsShareAndNothingShrinksBesideIt() {
        String stable = revision();
        shop.autoscaling(TWO_TO_NINE);
        await().atMost(PATIENCE).until(() -> isHandedOver(stable));
        scale(stable, 8);

        shop.image(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.Progressing && s.weight() == 30);

        String canary = shop.status().orElseThrow().canary().revision();
        await().atMost(PATIENCE).until(() -> replicas(canary) == 3);
        assertEquals(8, replicas(stable));
        assertEquals(
                List.of("Disabled", "Disabled"),
                autoscalers().stream()
                        .map(a -> a.getSpec().getBehavior().getScaleDown().getSelectPolicy())
                        .toList());

        // The load has grown: a fourth Pod for 30 % of the visitors is more than ten for all of them, and nine are the
        // most.
        scale(canary, 4);
        await().atMost(PATIENCE).until(() -> replicas(stable) == 9);
        assertEquals(4, replicas(canary));
    }

    /** So long that the operator has seen the last change, and would have written what it thinks of it. */
    private void reconcilesSoon() {
        double before = operator.reconciles();
        await().atMost(PATIENCE).until(() -> operator.reconciles() > before);
    }

    private String revision() {
        return shop.status().orElseThrow().stable().revision();
    }

    private boolean isHandedOver(String revision) {
        return !autoscalers().isEmpty()
                && deployment(revision).getMetadata().getManagedFields().stream()
                        .filter(entry -> entry.getManager().equals("orderapp-operator"))
                        .noneMatch(entry -> entry.getFieldsV1().toString().contains("f:replicas"));
    }

    private int replicas(String revision) {
        return deployment(revision).getSpec().getReplicas();
    }

    private Deployment deployment(String revision) {
        return client.apps()
                .deployments()
                .inNamespace(shop.namespace())
                .withName("shop-backend-" + revision)
                .get();
    }

    private List<HorizontalPodAutoscaler> autoscalers() {
        return client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(shop.namespace())
                .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                .list()
                .getItems();
    }

    private void scale(String revision, int replicas) {
        client.apps()
                .deployments()
                .inNamespace(shop.namespace())
                .withName("shop-backend-" + revision)
                .scale(replicas);
    }
}
