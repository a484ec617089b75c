package dev.orderapp.operator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = "{\"name\":  \"kettle\"}".getBytes(StandardCharsets.UTF_8);
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.getResponseHeaders().add("Location", "/200");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private boolean passes(URI url, int status, String contains, Duration patience) throws InterruptedException {
        return new HttpCheck(url, status, contains, new PrintStream(log, true, StandardCharsets.UTF_8))
                .passes(patience);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void theAnswerThatIsExpectedPasses() throws InterruptedException {
        assertTrue(passes(url("/200?size=1"), 200, "kettle", PATIENCE));
        assertEquals("GET " + url("/200?size=1") + ": 200, as expected", log());
    }

    @Test
    void anotherStatusFailsAtOnceAndShowsTheAnswer() throws InterruptedException {
        assertFalse(passes(url("/503"), 200, "", PATIENCE));
        assertEquals(
                "GET " + url("/503") + ": 503, expected 200; the answer begins with: {\"name\": \"kettle\"}", log());
        assertEquals(1, requests.get());
    }

    @Test
    void aBodyWithoutTheTextFails() throws InterruptedException {
        assertFalse(passes(url("/200"), 200, "teapot", PATIENCE));
        assertTrue(log().contains("200, but without \"teapot\""), log());
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws InterruptedException {
        assertTrue(passes(url("/302"), 302, "", PATIENCE));
        assertEquals(1, requests.get());
    }

    @Test
    void whereNothingAnswersItGivesUpInTimeAndSaysSo() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertFalse(passes(URI.create("http://localhost:" + free + "/"), 200, "", Duration.ofSeconds(1)));
        assertTrue(log().startsWith("GET http://localhost:" + free + "/: no answer within 1 s: "), log());
    }
}
