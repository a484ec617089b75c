package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.ShopApplication;
import dev.orderapp.shop.testing.DatabaseProxy;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import dev.orderapp.shop.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration START = Duration.ofMinutes(3);

    @Autowired
    Fixtures fixtures;

    private DatabaseProxy wire;
    private Process process;
    private int port;

    @BeforeEach
    void startAnotherShop() throws IOException {
        wire = new DatabaseProxy(TestDatabase.url("shop"));
        port = freePort();
        File log = Path.of("target", "killed-shop.log").toFile();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "--server.port=" + port,
                        "--spring.datasource.url=" + wire.url(),
                        "--spring.datasource.username=root",
                        "--shop.session-key=" + ShopTest.SESSION_KEY)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        TestClient stranger = fixtures.browser().at(port);
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> stranger.get("/actuator/health/readiness").status() == 200);
    }

    @AfterEach
    void stopIt() throws IOException {
        process.destroyForcibly().onExit().join();
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE product SET stock", "COMMIT"})
    void anOrderWhoseShopIsKilledInTheMiddleIsPlacedByTheNextTry(String statement) {
        Attempt attempt = new Attempt();
        wire.cutBefore(statement, this::kill);

        assertThatThrownBy(() -> attempt.at(port)).as("no answer").hasRootCauseInstanceOf(IOException.class);
        Response next = attempt.again();

        assertThat(next.status()).isEqualTo(201);
        attempt.assertPlacedOnce();
    }

    @Test
    void anOrderWhoseShopIsKilledBetweenCommitAndAnswerIsFoundByTheNextTry() {
        Attempt attempt = new Attempt();
        wire.cutAfter("COMMIT", this::kill);

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

    private void kill() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
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
