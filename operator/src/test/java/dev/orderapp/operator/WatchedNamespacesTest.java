package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One operator for several namespaces, each of which has informers of its own. */
@ExtendWith(ApiServer.class)
class WatchedNamespacesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private List<TestShop> shops;

    WatchedNamespacesTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void create() {
        shops = Stream.of("north-", "south-")
                .map(prefix -> TestShop.in(client, prefix + System.nanoTime()))
                .toList();
        shops.forEach(TestShop::create);
    }

    @AfterEach
    void stop() {
        shops.forEach(TestShop::close);
        pages.close();
    }

    private TestOperator operator() {
        Set<String> namespaces = shops.stream().map(TestShop::namespace).collect(Collectors.toSet());
        return TestOperator.start(client.getConfiguration(), namespaces, pages::address);
    }

    private int budgets(TestShop shop) {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(shop.namespace())
                .list()
                .getItems()
                .size();
    }

    @Test
    void eachNamespacesReleaseIsBroughtUpAndLookedAfter() {
        try (TestOperator operator = operator()) {
            shops.forEach(shop -> shop.until(s -> s.phase() == Phase.Stable));
        }

        // All objects are there now when the next operator's informers list them, one namespace after the other.
        try (TestOperator operator = operator()) {
            shops.forEach(shop -> client.policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(shop.namespace())
                    .delete());
            shops.forEach(shop -> await().atMost(PATIENCE).until(() -> budgets(shop) == 2));
            shops.forEach(shop -> shop.image(TestShop.OTHER));
            shops.forEach(shop -> shop.until(s -> s.phase() == Phase.Progressing));
        }
    }
}
