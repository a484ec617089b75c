package dev.orderapp.shop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.RawHttp;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Nobody makes the shop fail by what they send: a release is judged by its failures. {@code -Dshop.fuzz.requests} says how many
 * requests are drawn, {@code -Dshop.fuzz.seed} draws those of an earlier run again.
 */
@ShopTest
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestTest {

    private static final int REQUESTS = Integer.getInteger("shop.fuzz.requests", 3_000);
    private static final int SENDERS = 6;

    @Autowired
    Fixtures fixtures;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level;

    @BeforeEach
    void logAsInstalled() {
        level = root.getLevel();
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void logAsInOtherTests() {
        root.setLevel(level);
    }

    @Test
    void whateverIsSentNothingFailsAndNoStackTraceIsLogged(CapturedOutput output) throws Exception {
        long seed = Long.getLong("shop.fuzz.seed", System.nanoTime());
        System.out.println("Drawn with -Dshop.fuzz.seed=" + seed);
        List<String> senders = List.of(
                "",
                headersOf(fixtures.signedIn()),
                headersOf(fixtures.signedInStaff()),
                "X-Forwarded-For: 203.0.113.7\r\n");
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

        ExecutorService pool = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            MalformedRequests requests = new MalformedRequests(seed + sender, paths());
            String address = "127.0.0." + (2 + sender);
            running.add(pool.submit(() -> {
                for (int i = 0; i < REQUESTS / SENDERS && failed.size() < 10; i++) {
                    byte[] request = requests.next(senders.get(i % senders.size()));
                    int status = new RawHttp(port).from(address).send(request).status();
                    statuses.computeIfAbsent(status, first -> new AtomicInteger())
                            .incrementAndGet();
                    if (status >= 500) {
                        failed.add(status + " for " + new String(request, StandardCharsets.ISO_8859_1));
                    }
                }
                return null;
            }));
        }
        for (Future<?> sender : running) {
            sender.get();
        }
        pool.shutdown();

        System.out.println("Answers by status: " + new TreeMap<>(statuses));
        assertThat(failed).isEmpty();
        assertThat(statuses).containsKeys(200, 400, 401, 404, 405, 415);
        assertThat(output.getAll().lines().filter(line -> line.startsWith("\tat ")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products?query=%",
                "/api/products?query=%zz",
                "/api/products?%=1",
                "/api/products?query=%ff%00",
                "/api/products?page=1&page=%",
                "/api/products?category=%EB%A8%B8%EA%B7%B8"
            })
    void aQueryThatCannotBeReadIsABadRequest(String path, CapturedOutput output) throws Exception {
        RawHttp.Reply reply =
                new RawHttp(port).send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(reply.status()).isBetween(200, 499);
        if (reply.status() != 200) {
            assertThat(reply.text()).contains("application/problem+json", "X-Order-App-Revision");
        }
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | %",
                "application/x-www-form-urlencoded;charset=nonsense | a=b",
                "multipart/form-data | x",
                "multipart/form-data;boundary=x | --x",
                "application/json;charset=nonsense | {}",
                "a/b/c | {}"
            })
    void aBodyThatCannotBeReadIsTheClientsFault(String type, String body, CapturedOutput output) throws Exception {
        for (String path :
                new String[] {"/api/session", "/api/accounts", "/api/page", "/api/orders", "/api/products"}) {
            String request =
                    "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(path, headersOf(fixtures.signedIn()), type, body.length(), body);

            assertThat(new RawHttp(port).send(request).status()).as(path).isBetween(400, 499);
        }
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=1.2.3.4;host=a:b:c;proto=://",
                "X-Forwarded-Host: [",
                "X-Forwarded-Port: x",
                "X-Forwarded-Proto: ://",
                "X-Forwarded-Prefix: /%zz",
                "Transfer-Encoding: nonsense",
                "Accept-Language: *-CH",
                "Accept: a/b/c",
                "Range: bytes=5-1"
            })
    void aHeaderThatCannotBeReadFailsNothing(String header, CapturedOutput output) throws Exception {
        RawHttp.Reply reply = new RawHttp(port)
                .send("GET /api/products HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n");

        assertThat(reply.status()).isBetween(200, 499);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    /** All that the shop answers to, by whatever method. */
    private List<String> paths() {
        return Stream.concat(
                        mappings.getHandlerMethods().keySet().stream()
                                .flatMap(mapping -> mapping.getPatternValues().stream()),
                        Stream.of("/", "/api", "/error", "/actuator/health", "/actuator/prometheus", "/actuator/x"))
                // Would sign the senders out.
                .filter(path -> !path.equals("/api/session"))
                .sorted()
                .toList();
    }

    private static String headersOf(TestClient browser) {
        String token = browser.cookie(TestClient.CSRF_COOKIE);
        return "Cookie: order_app_session=%s; %s=%s\r\nX-XSRF-TOKEN: %s\r\n"
                .formatted(browser.cookie("order_app_session"), TestClient.CSRF_COOKIE, token, token);
    }
}
