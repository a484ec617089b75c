package dev.orderapp.shop.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.RawHttp;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Clients that send slowly, against the real server, with probes and metrics on a port of their own. */
@ShopTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {"management.server.port=0", "shop.bodies.deadline=2s", "server.tomcat.connection-timeout=2s"})
class SlowClientTest {

    private static final String ATTACKER = "203.0.113.7";
    private static final String CUSTOMER = "198.51.100.7";

    @Autowired
    Fixtures fixtures;

    @Autowired
    BodySlots slots;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        await().until(() -> slots.taken() == 0);
    }

    @Test
    void thousandsOfHalfSentBodiesOfOneNetworkStopNeitherAnotherNorTheProbes() throws IOException {
        double errors = counted("shop_requests_total{outcome=\"error\"}");
        double hanging = counted("shop_requests_total{outcome=\"hanging\"}");
        for (int i = 0; i < 2_100; i++) {
            halfSent("/api/session", 100);
        }

        assertThat(customer().get("/api/products").status()).isEqualTo(200);
        assertThat(customer().signIn(fixtures.customer(), Fixtures.PASSWORD).status())
                .isEqualTo(200);
        assertThat(management("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(management("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(counted("shop_requests_total{outcome=\"error\"}")).isEqualTo(errors);
        assertThat(counted("shop_requests_total{outcome=\"hanging\"}")).isEqualTo(hanging);
    }

    @Test
    void whoIsRefusedIsToldWhenToComeAgainAndLosesTheConnection() throws IOException {
        List<String> answers = new ArrayList<>();
        double slow = counted("shop_bodies_refused_total{reason=\"slow\"}");
        double tooMany = counted("shop_bodies_refused_total{reason=\"too_many\"}");
        double foreign = counted("shop_requests_total{outcome=\"foreign\"}");
        for (int i = 0; i < 40; i++) {
            halfSent("/api/session", 100);
        }

        for (Socket socket : open) {
            answers.add(answer(socket));
        }

        assertThat(answers).anySatisfy(answer -> assertThat(answer)
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("Connection: close")
                .containsIgnoringCase("Retry-After: 2")
                .contains("urn:order-app:too-many-bodies"));
        // Those that found a slot, and fell silent then.
        assertThat(answers).anySatisfy(answer -> assertThat(answer)
                .startsWith("HTTP/1.1 408 ")
                .containsIgnoringCase("Connection: close")
                .contains("urn:order-app:body-too-slow"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 4"));
        await().untilAsserted(() ->
                assertThat(counted("shop_requests_total{outcome=\"foreign\"}")).isEqualTo(foreign + 40));
        await().untilAsserted(() -> {
            assertThat(counted("shop_bodies_refused_total{reason=\"slow\"}")).isGreaterThan(slow);
            assertThat(counted("shop_bodies_refused_total{reason=\"too_many\"}"))
                    .isGreaterThan(tooMany);
        });
    }

    @Test
    void aBodyThatDripsIsAnsweredAtItsDeadlineAndIsNoSlowRequest() throws IOException {
        double errors = counted("shop_requests_total{outcome=\"error\"}");
        Socket socket = halfSent("/api/session", 60_000);

        String answer = dripUntilClosed(socket);

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:order-app:body-too-slow");
        assertThat(counted("shop_requests_total{outcome=\"error\"}")).isEqualTo(errors);
        assertThat(management("/actuator/prometheus").body().lines())
                .noneMatch(line -> line.startsWith("http_server_requests") && line.contains("status=\"408\""));
    }

    @Test
    void aBodyInChunksThatDripsIsAnsweredToo() throws IOException {
        Socket socket = connect("POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfff0\r\n");

        assertThat(dripUntilClosed(socket)).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void aLongBodyThatWasRefusedUnreadDoesNotKeepItsConnection() throws IOException {
        for (String path : List.of("/api/pictures/uploads/1", "/api/session", "/nothing")) {
            assertThat(dripUntilClosed(halfSent(path, 1_000_000))).startsWith("HTTP/1.1 4");
        }
    }

    /** A proxy that isn't told sends the next visitor's request into a connection that just closes. */
    @Test
    void anAnswerToABodyThatIsNotReadToItsEndSaysThatTheConnectionCloses() throws IOException {
        Socket tooLong = halfSent("/api/products", 7 * 1024 * 1024);
        Socket chunked = connect("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + " ".repeat(0x20000) + "\r\n");

        assertThat(List.of(answer(tooLong), answer(chunked)))
                .allSatisfy(answer ->
                        assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("Connection: close"));
    }

    /** A proxy that can't send on, because the connection is reset, may not read the answer: it answers 502, as if the shop had failed. */
    @Test
    void whoStillSendsWhenItIsRefusedReadsTheAnswer() throws IOException {
        String post = "POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        String long8MiB = " ".repeat(8 * 1024 * 1024);
        List<String> requests = List.of(
                post + "Content-Length: " + long8MiB.length() + "\r\n\r\n" + long8MiB,
                post + "Transfer-Encoding: chunked\r\n\r\n800000\r\n" + long8MiB,
                "GET /api/products HTTP/1.1\r\nHost: x\r\nX-Long: " + long8MiB);

        for (String request : requests) {
            assertThat(answer(connect(request))).startsWith("HTTP/1.1 4").containsIgnoringCase("Connection: close");
        }
    }

    /** What still comes after an answer fails when it is read, and the server reported that with two stack traces. */
    @Test
    void aBodyThatFailsAfterItsAnswerIsNotWrittenToTheLog(CapturedOutput log) throws IOException {
        String post = "POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        String chunk = "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + " ".repeat(0x20000) + "\r\n";

        List<String> answers = List.of(
                answer(halfSent("/api/products", 1_000_000)),
                answer(connect(post + chunk)),
                answer(connect(post + chunk + "ZZ\r\n")));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("Connection: close"));
        assertThat(log).doesNotContain("Exception");
    }

    /** Not the server, but the client ends the connection, unless it goes on sending. */
    @Test
    void whoGoesOnSendingAfterTheAnswerLosesTheConnection() throws IOException {
        Socket socket = halfSent("/api/products", 7 * 1024 * 1024);
        assertThat(answer(socket)).startsWith("HTTP/1.1 4");

        await().pollInterval(Duration.ofMillis(100)).until(() -> isReset(socket));
    }

    private static boolean isReset(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void probesAndMetricsAreOnTheirOwnPortAlone() {
        for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")) {
            assertThat(management(path).status()).isEqualTo(200);
            assertThat(customer().get(path).status()).isEqualTo(404);
        }
        assertThat(management("/actuator/env").status()).isEqualTo(401);
        assertThat(management("/api/products").status()).isIn(401, 404);
    }

    /** A request of which no more than the first byte of its body has been sent. */
    private Socket halfSent(String path, int length) throws IOException {
        return connect("POST " + path + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + ATTACKER
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n{");
    }

    private Socket connect(String request) throws IOException {
        Socket socket = new RawHttp(port).connect();
        open.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Sends a byte every tenth of a second, until the server has ended the connection. */
    private static String dripUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (true) {
            try {
                int next = in.read();
                if (next < 0) {
                    return answer.toString();
                }
                answer.append((char) next);
            } catch (SocketTimeoutException e) {
                drip(socket);
            } catch (SocketException e) {
                // The last drop may meet a connection that is closed.
                return answer.toString();
            }
        }
    }

    private static void drip(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(' ');
        } catch (SocketException e) {
            // Closed: what was answered can still be read.
            socket.setSoTimeout(1_000);
        }
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private TestClient customer() {
        return fixtures.browser().withHeader("X-Forwarded-For", CUSTOMER);
    }

    private Response management(String path) {
        return fixtures.browser().at(managementPort).get(path);
    }

    private double counted(String series) {
        return management("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
