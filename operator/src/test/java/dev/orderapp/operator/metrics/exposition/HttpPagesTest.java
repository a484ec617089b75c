package dev.orderapp.operator.metrics.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.metrics.counters.CounterValues;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real connections to servers on this machine that behave as badly as Pods can. */
@Timeout(60)
class HttpPagesTest {
    private static final Selector REQUESTS = Selector.parse("requests_total");
    private static final Page SEVEN = new Page.Read(
            Map.of(REQUESTS, new Page.Selection(new CounterValues(Map.of("requests_total{}", 7.0)), true)));
    private static final Page LATE = new Page.Unreadable("its metrics page did not arrive within 2000 ms");

    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(2));
    private final HttpPages pages = new HttpPages(http, 4);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        serve("/good", exchange -> answer(exchange, 200, "requests_total 7\n"));
        serve("/late", exchange -> await());
        serve("/trickle", this::trickle);
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody(), "# nothing to see here\n");
        });
        serve("/broken", exchange -> {
            exchange.sendResponseHeaders(503, 0);
            endless(exchange.getResponseBody(), "requests_total 7\n");
        });
        serve("/junk", exchange -> answer(exchange, 200, "<!doctype html>\n"));
        serve("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("requests_total 7\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
        });
        serve("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/good");
            answer(exchange, 302, "requests_total 7\n");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        http.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            clients.add(exchange.getRemoteAddress());
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("requests_total".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        await();
    }

    /** Ends with an exception once the reader has hung up. */
    private static void endless(OutputStream body, String line) throws IOException {
        byte[] chunk = line.repeat(1_000).getBytes(UTF_8);
        while (!Thread.currentThread().isInterrupted()) {
            body.write(chunk);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Map<URI, Page> fetch(Set<URI> addresses) {
        return pages.fetch(addresses.stream().collect(Collectors.toMap(a -> a, a -> Set.of(REQUESTS))))
                .join();
    }

    private Page fetch(String path) {
        return fetch(Set.of(address(path))).get(address(path));
    }

    @Test
    void readsAPage() {
        assertEquals(SEVEN, fetch("/good"));
    }

    @Test
    void slowDeadAndBrokenPodsCostTheOthersNothing() throws IOException {
        URI dead = URI.create("http://127.0.0.1:" + unusedPort() + "/metrics");
        Set<URI> all = IntStream.range(0, 50)
                .mapToObj(i -> address((i % 2 == 0 ? "/late?" : "/good?") + i))
                .collect(Collectors.toSet());
        all.add(address("/trickle"));
        all.add(address("/endless"));
        all.add(dead);

        Map<URI, Page> answers = fetch(all);

        assertEquals(all, answers.keySet());
        answers.forEach((address, page) -> {
            switch (address.getPath()) {
                case "/good" -> assertEquals(SEVEN, page);
                case "/late", "/trickle" -> assertEquals(LATE, page);
                default -> assertTrue(page instanceof Page.Unreadable, address + ": " + page);
            }
        });
    }

    @Test
    void aPageThatTricklesIsGivenUpInTime() {
        assertEquals(LATE, fetch("/trickle"));
    }

    @Test
    void aHugePageIsGivenUpAtItsLimit() {
        assertEquals(new Page.Unreadable("its metrics page is longer than 4194304 bytes"), fetch("/endless"));
    }

    @Test
    void anErrorIsNoPageHoweverLongItsTextIs() {
        assertEquals(new Page.Unreadable("its metrics page answered with status 503"), fetch("/broken"));
    }

    @Test
    void noPodSendsTheOperatorElsewhere() {
        assertEquals(new Page.Unreadable("its metrics page answered with status 302"), fetch("/elsewhere"));
    }

    @Test
    void saysWhatIsWrongWithJunk() {
        assertEquals(
                new Page.Unreadable(
                        "line 1 of its metrics page is no sample: expected the name of a series at character 1"
                                + " of \"<!doctype html>\""),
                fetch("/junk"));
    }

    @Test
    void aPageThatIsCutOffBetweenTwoLinesIsOfNoUseEither() {
        String problem = ((Page.Unreadable) fetch("/cut")).problem();

        assertTrue(problem.startsWith("its metrics page can't be read: "), problem);
    }

    /** Such a page may have been cut off; one whose length is told can't. */
    @Test
    void aLastLineWithoutItsEndIsReadWhereTheLengthOfThePageIsTold() {
        serve("/whole", exchange -> answer(exchange, 200, "other_total 1\nrequests_total 7"));
        serve("/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("requests_total 7\n# nothing else".getBytes(UTF_8));
        });
        serve("/part", exchange -> answer(exchange, 206, "requests_total 7\n"));

        assertEquals(SEVEN, fetch("/whole"));
        assertEquals(SEVEN, fetch("/chunked"));
        assertEquals(new Page.Unreadable("its metrics page answered with status 206"), fetch("/part"));
    }

    @Test
    void anAddressThatIsNoneCostsTheOthersNothing() {
        URI none = URI.create("http:///metrics");

        Map<URI, Page> answers = fetch(Set.of(none, address("/good")));

        assertEquals(SEVEN, answers.get(address("/good")));
        assertTrue(answers.get(none) instanceof Page.Unreadable, answers.toString());
    }

    @Test
    void aPodWithoutAListenerIsNamedUnreadable() throws IOException {
        URI dead = URI.create("http://127.0.0.1:" + unusedPort() + "/metrics");

        String problem = ((Page.Unreadable) fetch(Set.of(dead)).get(dead)).problem();

        assertTrue(problem.startsWith("its metrics page can't be read: java.net.ConnectException"), problem);
    }

    @Test
    void oneConnectionServesManyMeasurements() {
        for (int measurement = 0; measurement < 10; measurement++) {
            assertEquals(SEVEN, fetch("/good"));
        }

        assertEquals(1, clients.size());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
