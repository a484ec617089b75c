package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ShopTest
@ExtendWith(OutputCaptureExtension.class)
class PageReportTest {

    private static final String STARTED = "{\"event\":\"started\"}";
    private static final String FAILED =
            "{\"event\":\"failed\",\"what\":\"error /assets/1.4.0/index-a1b2c3d4.js:1:2\"}";

    @Autowired
    Fixtures fixtures;

    @BeforeEach
    void whatFailedBeforeIsForgotten() {
        fixtures.shortenClaims(Duration.ofMinutes(11));
    }

    @Test
    void aPageThatStartedCountsOncePerCustomer() {
        double users = users();
        TestClient customer = page();

        assertThat(customer.post("/api/page", STARTED).status()).isEqualTo(204);
        customer.post("/api/page", STARTED);
        page().post("/api/page", STARTED);

        assertThat(users()).isEqualTo(users + 2);
    }

    @Test
    void aPageThatFailedCountsOncePerCustomerInBoth() {
        double users = users();
        double failed = failed();
        TestClient customer = page();

        assertThat(customer.post("/api/page", FAILED).status()).isEqualTo(204);
        customer.post("/api/page", FAILED);

        assertThat(users()).isEqualTo(users + 1);
        becomes(this::failed, failed + 1);
    }

    @Test
    void aCustomerWhosePageFailsLaterOnIsStillOneUser() {
        double users = users();
        double failed = failed();
        TestClient customer = page();

        customer.post("/api/page", STARTED);
        customer.post("/api/page", FAILED);

        assertThat(users()).isEqualTo(users + 1);
        becomes(this::failed, failed + 1);
    }

    @Test
    void strangersAreAnsweredButNotCounted() {
        double users = users();
        double failed = failed();
        TestClient stranger = fixtures.browser().withHeader("X-Order-App-Revision", ShopTest.REVISION);
        stranger.get("/api/products");

        assertThat(stranger.post("/api/page", FAILED).status()).isEqualTo(204);

        assertThat(users()).isEqualTo(users);
        assertThat(failed()).isEqualTo(failed);
    }

    @Test
    void anEndedSessionIsAStrangers() {
        double users = users();
        double failed = failed();
        TestClient customer = page();
        String session = customer.cookie("order_app_session");
        TestClient copy = fixtures.signedIn().withHeader("X-Order-App-Revision", ShopTest.REVISION);
        customer.delete("/api/session");

        customer.withCookie("order_app_session", session);
        customer.get("/api/orders");
        assertThat(customer.post("/api/page", FAILED).status()).isIn(204, 403);
        assertThat(customer.post("/api/page", FAILED).status()).isEqualTo(204);

        assertThat(users()).isEqualTo(users);
        assertThat(failed()).isEqualTo(failed);
        copy.post("/api/page", STARTED);
        assertThat(users()).isEqualTo(users + 1);
    }

    @Test
    void accountsMadeDuringTheReleaseAreOneUserPerNetwork() {
        double users = users();
        double failed = failed();

        for (int i = 0; i < 5; i++) {
            fixtures.signedIn(fixtures.newCustomer())
                    .withHeader("X-Order-App-Revision", ShopTest.REVISION)
                    .withHeader("X-Forwarded-For", "198.51.100." + i)
                    .post("/api/page", FAILED);
        }

        assertThat(users()).isEqualTo(users + 1);
        becomes(this::failed, failed + 1);
    }

    @Test
    void thePageOfAnotherRevisionIsNotCounted() {
        double failed = failed();

        Response other = fixtures.signedIn()
                .withHeader("X-Order-App-Revision", "f6a7b8c9d0")
                .post("/api/page", FAILED);
        Response none = fixtures.signedIn().post("/api/page", FAILED);

        assertThat(other.status()).isEqualTo(204);
        assertThat(none.status()).isEqualTo(204);
        assertThat(failed()).isEqualTo(failed);
    }

    @Test
    void aForeignPageCannotReport() {
        double failed = failed();

        assertThat(page().withoutCsrfHeader().post("/api/page", FAILED).status())
                .isEqualTo(403);

        assertThat(failed()).isEqualTo(failed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"event\":\"exploded\"}", "{\"event\":\"STARTED\"}", "{\"event\":null}"})
    void anUnknownEventIsRefusedWithWhatIsKnown(String body) {
        double users = users();

        Response answer = page().post("/api/page", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.<String>json("$.detail")).isEqualTo("event must be \"started\" or \"failed\".");
        assertThat(users()).isEqualTo(users);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "{\"event\":{}}"})
    void whatIsNoReportIsRefused(String body) {
        assertThat(page().post("/api/page", body).status()).isEqualTo(400);
    }

    @Test
    void aReportOfHundredsOfKilobytesIsRefused() {
        double failed = failed();

        Response answer = page().post("/api/page", "{\"event\":\"failed\",\"what\":\"" + "x".repeat(300_000) + "\"}");

        assertThat(answer.status()).isIn(400, 413);
        assertThat(failed()).isEqualTo(failed);
    }

    @Test
    void theLogSaysOnceWhatFailedShortAndWithoutWhatCouldHarmIt(CapturedOutput log) {
        TestClient customer = page();
        String what = "error kim@example.test\\n" + "y".repeat(1000);

        customer.post("/api/page", "{\"event\":\"failed\",\"what\":\"" + what + "\"}");
        customer.post("/api/page", FAILED);

        assertThat(log.getAll().lines().filter(line -> line.contains("The page failed")))
                .singleElement()
                .asString()
                .endsWith("error kim?example.test?" + "y".repeat(177));
    }

    /** The browser of a new customer with the page of this revision. */
    private TestClient page() {
        return fixtures.signedIn().withHeader("X-Order-App-Revision", ShopTest.REVISION);
    }

    /** Whether a failure counts is asked of the database, a moment after the answer. */
    private static void becomes(DoubleSupplier counted, double expected) {
        await().untilAsserted(() -> assertThat(counted.getAsDouble()).isEqualTo(expected));
    }

    private double users() {
        return fixtures.counted("shop_page_users_total");
    }

    private double failed() {
        return fixtures.counted("shop_page_users_failed_total");
    }
}
