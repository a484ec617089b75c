package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator asks of the API server when it matters, and how often it tries. */
@ExtendWith(ApiServer.class)
class ApiRequestsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** As the operator's rate limit. */
    private static final int RECONCILES_PER_SECOND = 20;

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    ApiRequestsTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "requests-" + System.nanoTime());
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
    void fromTheVerdictToTheCanarysLastVisitorThereAreAStatusAndOneDeletion() {
        shop.image(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);
        operator.forgetRequests();

        pages.fail(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.RolledBack);

        String release = "/apis/orderapp.dev/v1/namespaces/" + shop.namespace() + "/orderappreleases/shop/status";
        String ingresses = "/apis/networking.k8s.io/v1/namespaces/" + shop.namespace() + "/ingresses";
        List<String> rollback = operator.requests().stream()
                // Events and courses are written beside the reconciles.
                .filter(request -> !request.endsWith("/events") && !request.contains("/configmaps"))
                .dropWhile(request -> !request.endsWith(" RollingBack"))
                .toList();
        assertEquals(
                List.of("PUT " + release + " RollingBack", "DELETE " + ingresses),
                rollback.subList(0, 2),
                "all since the verdict: " + rollback);
        assertTrue(
                rollback.subList(2, rollback.size()).stream().noneMatch(r -> r.contains("/ingresses")),
                "all since the verdict: " + rollback);
    }

    @Test
    void aQuarrelWithAnotherControllerIsKeptWithinBoundsAndNamed() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                client.services()
                        .inNamespace(shop.namespace())
                        .withName("shop-backend-stable")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"spec\": {\"selector\": {\"mine\": \"yes\"}}}");
            }
        });
        operator.forgetRequests();
        long started = System.nanoTime();
        double before = operator.reconciles();
        other.start();
        Condition quarrel = await().atMost(PATIENCE)
                .until(
                        () -> shop.status().stream()
                                .flatMap(s -> s.conditions().stream())
                                .filter(c -> c.getReason().equals("FieldOverruled"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        long writes = operator.requests().stream()
                .filter(request -> request.startsWith("PATCH") && request.endsWith("/services/shop-backend-stable"))
                .count();
        over.set(true);
        other.join();

        assertTrue(
                quarrel.getMessage()
                        .startsWith("Service shop-backend-stable: another writer changes .spec.selector (fabric8"),
                quarrel.getMessage());
        // Three mends, and before the third a question; one more of each on a machine that is slow to look.
        assertTrue(writes <= 6, writes + " requests");
        await().atMost(PATIENCE).until(() -> !client.services()
                .inNamespace(shop.namespace())
                .withName("shop-backend-stable")
                .get()
                .getSpec()
                .getSelector()
                .containsKey("mine"));
        double seconds = 1 + Duration.ofNanos(System.nanoTime() - started).toSeconds();
        double reconciles = operator.reconciles() - before;
        assertTrue(
                reconciles <= (seconds + 1) * RECONCILES_PER_SECOND, reconciles + " reconciles in " + seconds + " s");
    }
}
