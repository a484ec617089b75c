package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.testing.DatabaseProxy;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopProcess;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import dev.orderapp.shop.testing.TestDatabase;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A process of the shop is killed, or loses its database, while it places an order. The customer's next try goes to another
 * process, as Kubernetes sends it: there must be one order, and its pieces taken once.
 */
@ShopTest
class KilledProcessTest {

    @Autowired
    Fixtures fixtures;

    private DatabaseProxy wire;
    private ShopProcess process;
    private int port;

    @BeforeEach
    void startAnotherShop() throws IOException {
        wire = new DatabaseProxy(TestDatabase.url("shop"));
        process = ShopProcess.start(wire.url());
        port = process.port();
    }

    @AfterEach
    void stopIt() throws IOException {
        process.kill();
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE product SET stock", "COMMIT"})
    void anOrderWhoseShopIsKilledInTheMiddleIsPlacedByTheNextTry(String statement) {
        Attempt attempt = new Attempt();
        wire.cutBefore(statement, process::kill);

        assertThatThrownBy(() -> attempt.at(port)).as("no answer").hasRootCauseInstanceOf(IOException.class);
        Response next = attempt.again();

        assertThat(next.status()).isEqualTo(201);
        attempt.assertPlacedOnce();
    }

    @Test
    void anOrderWhoseShopIsKilledBetweenCommitAndAnswerIsFoundByTheNextTry() {
        Attempt attempt = new Attempt();
        wire.cutAfter("COMMIT", process::kill);

        assertThatThrownBy(() -> attempt.at(port)).as("no answer").hasRootCauseInstanceOf(IOException.class);
        Response next = attempt.again();

        assertThat(next.status()).isEqualTo(200);
        attempt.assertPlacedOnce();
    }

    @Test
    void anOrderWhoseCommitWasDoneButNeverConfirmedIsFoundByTheNextTry() throws InterruptedException {
        Attempt attempt = new Attempt();
        wire.cutAfter("COMMIT", () -> {});

        Response unsure = attempt.at(port);
        wire.awaitCut();
        Response next = attempt.again();

        assertThat(unsure.status()).as(unsure.body()).isEqualTo(503);
        assertThat(unsure.header("retry-after")).isEqualTo("2");
        assertThat(next.status()).isEqualTo(200);
        attempt.assertPlacedOnce();
    }

    /** Somebody who wants two of ten pieces. */
    private final class Attempt {

        private final String email = fixtures.customer();
        private final TestClient browser = fixtures.signedIn(email);
        private final long product = fixtures.product("Mug", "12.90", 10);
        private final UUID key = UUID.randomUUID();

        Response at(int otherPort) {
            return browser.at(otherPort).order(key, product, 2);
        }

        Response again() {
            return browser.order(key, product, 2);
        }

        void assertPlacedOnce() {
            assertThat(fixtures.ordersOf(email)).isEqualTo(1);
            assertThat(fixtures.stockOf(product)).isEqualTo(8);
        }
    }
}
