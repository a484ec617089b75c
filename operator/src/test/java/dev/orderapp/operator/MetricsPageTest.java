package dev.orderapp.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A release whose Pods show their metrics elsewhere than the operator asks, on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class MetricsPageTest {
    private static final String WHERE = "{\"port\": 9464, \"path\": \"/metrics\", \"scheme\": \"HTTPS\"}";

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    MetricsPageTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "metrics-page-" + System.nanoTime());
        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), this::address);
        shop.create("approval: false");
        shop.until(s -> s.phase() == Phase.Stable);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    /** Of a page at the place that the test names; all others are away. */
    private Optional<URI> address(Pod pod, MetricsPageSpec asked) {
        boolean there = asked.path() != null
                && asked.path().equals("/metrics")
                && asked.port().getIntVal() == 9464;
        return there ? pages.address(pod, asked) : Optional.empty();
    }

    @Test
    void whereThePageIsIsFollowedAtOnceAndMakesNoRevision() {
        String stable = shop.status().orElseThrow().stable().revision();
        shop.image(TestShop.OTHER);
        OrderAppReleaseStatus held =
                shop.until(s -> metrics(s).filter("False"::equals).isPresent());
        assertEquals(Phase.Progressing, held.phase());

        shop.metrics(WHERE);

        OrderAppReleaseStatus promoted =
                shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
        assertEquals(Outcome.Promoted, promoted.history().get(0).outcome());
        assertEquals(held.canary().revision(), promoted.stable().revision());
        assertTrue(!stable.equals(promoted.stable().revision()), stable);
    }

    private static Optional<String> metrics(OrderAppReleaseStatus status) {
        return status.conditions().stream()
                .filter(c -> c.getType().equals(ConditionType.MetricsAvailable.name()))
                .map(Condition::getStatus)
                .findFirst();
    }
}
