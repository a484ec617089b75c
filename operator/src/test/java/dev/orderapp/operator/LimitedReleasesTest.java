package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.settings.ReleaseLimits;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three releases on a real API server, of which one may be under way at a time. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class LimitedReleasesTest {
    private static final ReleaseLimits ONE = new ReleaseLimits(Optional.empty(), Optional.of(1));

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private List<TestShop> shops;
    private TestOperator operator;

    LimitedReleasesTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        long run = System.nanoTime();
        shops = IntStream.range(0, 3)
                .mapToObj(i -> TestShop.in(client, "limited-" + i + "-" + run))
                .toList();
        shops.forEach(shop -> shop.create(shop.namespace() + ".test", "approval: true"));
        startOperator();
        shops.forEach(shop -> shop.until(s -> s.phase() == Phase.Stable));
    }

    private void startOperator() {
        Set<String> namespaces = shops.stream().map(TestShop::namespace).collect(Collectors.toSet());
        operator = TestOperator.limited(ONE, client.getConfiguration(), namespaces, pages::address);
    }

    @AfterEach
    void stop() {
        operator.close();
        shops.forEach(TestShop::close);
        pages.close();
    }

    private static boolean waits(OrderAppReleaseStatus status) {
        return status.canary() == null
                && status.waiting() != null
                && status.waiting().reason().equals("Queue");
    }

    @Test
    void oneAfterTheOtherInTheOrderInWhichTheyAskedAlsoAfterARestart() {
        TestShop first = shops.get(2);
        TestShop second = shops.get(0);
        TestShop third = shops.get(1);
        first.image(TestShop.OTHER);
        first.until(s -> s.phase() == Phase.Progressing);
        second.image(TestShop.OTHER);
        second.until(LimitedReleasesTest::waits);
        third.image(TestShop.OTHER);
        OrderAppReleaseStatus last = third.until(LimitedReleasesTest::waits);
        assertTrue(
                last.waiting().message().endsWith("; 2 of other namespaces are in front"),
                last.waiting().message());
        Instant asked = Instant.parse(last.waiting().since());

        operator.close();
        startOperator();
        await().atMost(Duration.ofMinutes(1)).until(() -> operator.reconciles() >= 3);
        assertTrue(waits(second.status().orElseThrow()) && waits(third.status().orElseThrow()));
        assertEquals(asked, Instant.parse(third.status().orElseThrow().waiting().since()));

        first.approve();
        first.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
        second.until(s -> s.phase() == Phase.Progressing);
        assertTrue(waits(third.status().orElseThrow()));
        second.abort();
        second.until(s -> s.phase() == Phase.RolledBack);
        third.until(s -> s.phase() == Phase.Progressing);
    }

    @Test
    void aPersonGoesBackThoughOthersAreInFront() {
        TestShop wrong = shops.get(0);
        wrong.image(TestShop.OTHER);
        wrong.until(s -> s.phase() == Phase.Progressing);
        wrong.approve();
        wrong.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
        shops.get(1).image(TestShop.OTHER);
        shops.get(1).until(s -> s.phase() == Phase.Progressing);

        wrong.undo(TestShop.GOOD);

        OrderAppReleaseStatus back =
                wrong.until(s -> s.phase() == Phase.Stable && s.history().size() == 3);
        assertEquals("UndoRequested", back.history().get(0).reason());
        assertEquals(Phase.Progressing, shops.get(1).status().orElseThrow().phase());
    }
}
