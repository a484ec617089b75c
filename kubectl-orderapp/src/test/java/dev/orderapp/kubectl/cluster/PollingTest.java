package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server, or a proxy before it, may answer while a command waits. */
@Execution(ExecutionMode.CONCURRENT)
class PollingTest {
    private static final String STATUS =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"message\": \"so it is\", \"code\": %d}";
    private static final String RELEASE = Serialization.asJson(SampleReleases.promoted());
    private static final int OUTAGE = 2;

    private final AtomicInteger requests = new AtomicInteger();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private KubeApi api;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Ways in which a connection is lost. */
    private enum Loss {
        DROPPED(HttpExchange::close),
        CUT_SHORT(exchange -> {
            exchange.sendResponseHeaders(200, RELEASE.length());
            exchange.getResponseBody().write(RELEASE.substring(0, 100).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut short");
        }),
        SOMETHING_ELSE(exchange -> send(exchange, 200, "<html>back soon</html>")),
        TIMED_OUT(status(408)),
        TOO_MANY(status(429)),
        INTERNAL(status(500)),
        NO_API_SERVER(exchange -> send(exchange, 502, "<html>bad gateway</html>")),
        STARTING(status(503)),
        GATEWAY(status(504)),
        CREDENTIALS_UNCHECKED(status(401));

        private final Answer answer;

        Loss(Answer answer) {
            this.answer = answer;
        }
    }

    private static Answer status(int code) {
        return exchange -> send(exchange, code, STATUS.formatted(code));
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Requests before {@code from} and from {@code to} on are answered with the release, those between otherwise. */
    private ReleaseClient releases(int from, int to, Answer between) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                int request = requests.getAndIncrement();
                if (request >= from && request < to) {
                    between.to(exchange);
                } else {
                    send(exchange, 200, RELEASE);
                }
            }
        });
        server.start();
        api = new KubeApi(
                Endpoint.open(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")),
                0);
        return new ReleaseClient(api, Optional.of("default"));
    }

    @AfterEach
    void stop() {
        api.close();
        server.stop(0);
    }

    private List<String> printed() {
        return err.toString().lines().toList();
    }

    private Polling polling() {
        return Polling.within(Duration.ofMinutes(1), new PrintWriter(err)).every(Duration.ofMillis(10));
    }

    @ParameterizedTest
    @EnumSource
    void continuesAfterAnOutageAndReportsItOnce(Loss loss) throws Exception {
        ReleaseClient releases = releases(1, 1 + OUTAGE, loss.answer);
        int lost = 0;
        try (Polling polling = polling()) {
            Optional<OrderAppRelease> first = polling.read(() -> releases.existing("shop"));
            assertTrue(first.isPresent());
            while (polling.again()
                    && polling.read(() -> releases.existing("shop")).isEmpty()) {
                lost++;
            }
        }
        assertTrue(lost > 0, "there was no outage");
        assertEquals(1, printed().size(), err.toString());
        assertTrue(
                printed().get(0).startsWith("connection lost, trying again until --timeout: could not read"),
                err.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 400})
    void anErrorThatIsAnAnswerEndsIt(int code) throws Exception {
        ReleaseClient releases = releases(1, Integer.MAX_VALUE, status(code));
        try (Polling polling = polling()) {
            polling.read(() -> releases.existing("shop"));
            assertThrows(CommandException.class, () -> polling.read(() -> releases.existing("shop")));
        }
        assertEquals(List.of(), printed());
    }

    @ParameterizedTest
    @EnumSource
    void aFirstReadThatFailsEndsItAtOnce(Loss loss) throws Exception {
        ReleaseClient releases = releases(0, Integer.MAX_VALUE, loss.answer);
        try (Polling polling = polling()) {
            assertThrows(CommandException.class, () -> polling.read(() -> releases.existing("shop")));
        }
    }

    @Test
    void aServerThatNeverAnswersDoesNotOutlastTheTimeout() throws Exception {
        ReleaseClient releases = releases(1, Integer.MAX_VALUE, exchange -> {
            synchronized (this) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        int read = 0;
        try (Polling polling = Polling.within(Duration.ofSeconds(1), new PrintWriter(err))) {
            do {
                read += polling.read(() -> releases.existing("shop")).isPresent() ? 1 : 0;
            } while (polling.again());
        }
        assertEquals(1, read);
    }
}
