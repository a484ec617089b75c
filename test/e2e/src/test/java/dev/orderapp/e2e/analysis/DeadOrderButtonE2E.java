package dev.orderapp.e2e.analysis;

import static dev.orderapp.e2e.analysis.ReleaseAssertions.assertPromoted;
import static dev.orderapp.e2e.analysis.ReleaseAssertions.assertRolledBackBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Versions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page whose order button does nothing: no request fails and no order either, there are just none. */
@Tag("cluster")
@TestMethodOrder(OrderAnnotation.class)
class DeadOrderButtonE2E {
    /** Two in five visitors mean to order, if their page lets them. */
    private static final Map<String, String> SHOPPERS =
            Map.of("RATE", "80", "ORDERING", "0.4", "REQUESTS_PER_VISIT", "15");

    private static final Change ORDERS_PER_VISIT = Change.metrics("""
            - name: orders-per-visit
              fewer: shop_visits_total{outcome="ordered"}
              total: shop_visits_total
              delay: 7s
              minimum: 20
            - name: server-errors
              bad: shop_requests_total{outcome=~"error|hanging"}
              total: shop_requests_total{outcome!~"error_again|ok_again|foreign"}
            """);

    /** Long enough for so few visitors to tell: some two of them a second see the canary. */
    private static final Change STEPS = Change.steps("30/2m", "50/10s", "100/5s");

    @RegisterExtension
    static final TestInstallation installation =
            new TestInstallation("dead-order-button", Versions.GOOD, 1, "--values", "test/e2e/visits.yaml");

    @BeforeAll
    static void startShoppers() throws IOException {
        installation.startShoppers(SHOPPERS);
    }

    @Order(1)
    @Test
    void aGoodVersionIsPromoted() throws InterruptedException {
        assertPromoted(release("orders are compared, and it is good", Versions.GOOD));
    }

    @Order(2)
    @Test
    void aPageWithADeadOrderButtonIsRolledBack() throws InterruptedException {
        ReleaseResult result = release("the order button does nothing", Versions.DEAD_ORDER_BUTTON);

        assertRolledBackBy("orders-per-visit", result, installation);
    }

    /** Else it would not be the missing orders that told. */
    @Order(3)
    @Test
    void noRequestFailedAndTheDeadPageBroughtNoOrder() throws InterruptedException {
        String dead = installation.releases().get(1).result().revision();
        LoadRecords seen = installation.stopLoad();
        List<Request> failed = seen.requests().stream().filter(Request::failed).toList();
        List<Request> orders = seen.requests().stream()
                .filter(r ->
                        r.name().equals("POST /api/orders") && r.pageRevision().equals(dead))
                .toList();
        assertEquals(List.of(), failed);
        assertEquals(List.of(), orders);
        assertTrue(seen.visits().stream().anyMatch(v -> dead.equals(v.pageRevision())), "nobody visited the dead page");
    }

    private static ReleaseResult release(String title, String page) throws InterruptedException {
        return installation.release(
                title,
                Symptom.NONE,
                installation.version(Versions.GOOD, page).and(ORDERS_PER_VISIT).and(STEPS));
    }
}
