package dev.orderapp.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Releases in a freeze, on a real API server. The operator's clock shows Friday, a few seconds before ten in the evening. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class FrozenReleaseTest {
    private static final Instant EVENING = Instant.parse("2026-11-27T21:59:45Z");

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    FrozenReleaseTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "frozen-" + System.nanoTime());
        shop.create();
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    private void startOperator(Instant at) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), at));
        operator = TestOperator.at(
                Clock.tick(clock, Duration.ofMillis(1)), client.getConfiguration(), shop.namespace(), pages::address);
    }

    private static Condition condition(OrderAppReleaseStatus status, ConditionType type) {
        return status.conditions().stream()
                .filter(c -> c.getType().equals(type.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReleaseStartsByItselfWhenTheWindowEnds() {
        shop.freezeWindows("[{\"days\": [\"Fri\"], \"from\": \"18:00\", \"to\": \"22:00\"}]");
        startOperator(EVENING);
        shop.until(s -> s.phase() == Phase.Stable);

        shop.image(TestShop.OTHER);
        OrderAppReleaseStatus frozen =
                shop.until(s -> s.waiting() != null && s.waiting().reason().equals("Freeze"));

        assertEquals(Phase.Stable, frozen.phase());
        assertEquals(
                Instant.parse("2026-11-27T22:00:00Z"),
                Instant.parse(frozen.waiting().until()));
        assertEquals("Frozen", condition(frozen, ConditionType.Settled).getReason());
        OrderAppReleaseStatus promoted =
                shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
        assertEquals(TestShop.OTHER, promoted.stable().backend());
        Instant started = Instant.parse(promoted.history().get(0).startedAt());
        assertEquals(
                EVENING.atOffset(ZoneOffset.UTC).toLocalDate(),
                started.atOffset(ZoneOffset.UTC).toLocalDate());
        assertEquals(22, started.atOffset(ZoneOffset.UTC).getHour());
    }

    @Test
    void aWindowThatIsTakenAwayLetsTheReleaseStart() {
        shop.freezeWindows("[{}]");
        startOperator(EVENING);
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        OrderAppReleaseStatus frozen =
                shop.until(s -> s.waiting() != null && s.waiting().reason().equals("Freeze"));
        assertEquals(null, frozen.waiting().until());

        shop.freezeWindows("null");

        shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
    }

    @Test
    void aTimeZoneThatNobodyKnowsIsNamed() {
        startOperator(EVENING);
        shop.until(s -> s.phase() == Phase.Stable);

        shop.freezeWindows("[{\"timeZone\": \"Asia/Soul\"}]");

        OrderAppReleaseStatus unknown =
                shop.until(s -> condition(s, ConditionType.Resolved).getStatus().equals("False"));
        assertEquals(
                "spec.freezeWindows[0].timeZone: Asia/Soul is no time zone that the operator knows: write its name in the IANA"
                        + " database, such as Asia/Seoul or UTC",
                condition(unknown, ConditionType.Resolved).getMessage());
        shop.freezeWindows("null");
        shop.until(s -> condition(s, ConditionType.Resolved).getStatus().equals("True"));
    }
}
