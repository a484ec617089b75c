package dev.orderapp.operator.metrics.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.MetricScopes;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.operator.prometheus.Prometheus;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With a real Prometheus that scrapes a page of this test. */
@Execution(ExecutionMode.CONCURRENT)
class RealPrometheusTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String REQUESTS = "shop_requests_total{release=\"{{release}}\",revision=\"{{revision}}\"";
    private static final MetricQuery ERRORS = new MetricQuery(
            "errors (Prometheus)",
            ComponentName.backend,
            MetricSource.Prometheus,
            new Share(REQUESTS + ",outcome=\"error\"}", false, REQUESTS + "}"),
            Duration.ZERO);

    private final BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(10));
    private final CounterDeltas deltas = new CounterDeltas();
    private volatile String page = page(0, 0, 0, 0);
    private HttpServer pages;
    private Prometheus prometheus;
    private Counts canary = Counts.NONE;
    private Counts stable = Counts.NONE;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] body = page.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        pages.start();
        prometheus = new Prometheus(folder, pages.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        prometheus.close();
        pages.stop(0);
        http.close();
    }

    /** A Prometheus tells the name of what it selects even where several expressions are joined. */
    @Test
    void anOutcomeThatWasNeverSeenIsZero() {
        page = page(0, 0, 0, 0).replaceAll("(?m)^.*outcome=\"error\".*\\n", "");

        await().atMost(PATIENCE).until(() -> measure().complete());
    }

    private static String page(int canary, int canaryErrors, int stable, int stableErrors) {
        return """
                shop_requests_total{release="shop",revision="new",outcome="ok"} %d
                shop_requests_total{release="shop",revision="new",outcome="error"} %d
                shop_requests_total{release="shop",revision="old",outcome="ok"} %d
                shop_requests_total{release="shop",revision="old",outcome="error"} %d
                """.formatted(canary - canaryErrors, canaryErrors, stable - stableErrors, stableErrors);
    }

    private Sample measure() {
        PrometheusSource source = new PrometheusSource(new PrometheusServer(http, prometheus.url(), Optional.empty()));
        Instant now = Instant.now();
        PendingSamples measured = deltas.measure(
                new ResourceID("shop", "shop"),
                source.read(MetricScopes.at(now), List.of(ERRORS)).join(),
                now);
        deltas.commit(measured);
        Sample sample = measured.samples().get(ERRORS.name());
        canary = canary.plus(sample.delta().canary());
        stable = stable.plus(sample.delta().stable());
        return sample;
    }

    private void awaitCounts(Counts expectedCanary, Counts expectedStable) {
        await().atMost(PATIENCE).until(() -> {
            measure();
            return canary.total() >= expectedCanary.total() && stable.total() >= expectedStable.total();
        });
        assertEquals(expectedCanary, canary);
        assertEquals(expectedStable, stable);
    }

    @Test
    void countsWhatIsScrapedAndAfterAnOutageGoesOnWhereItStood() {
        await().atMost(PATIENCE).until(() -> measure().complete());
        page = page(30, 3, 70, 1);
        awaitCounts(new Counts(30, 3), new Counts(70, 1));

        prometheus.close();
        Sample down = measure();
        assertTrue(down.problem().orElseThrow().contains("can't be answered"), down.toString());
        page = page(50, 13, 100, 2);
        assertEquals(down, measure());

        prometheus.start();
        awaitCounts(new Counts(50, 13), new Counts(100, 2));
    }

    @Test
    void aQueryThatItRefusesIsTold() {
        await().atMost(PATIENCE).until(() -> measure().complete());
        MetricQuery broken = new MetricQuery(
                ERRORS.name(),
                ERRORS.component(),
                ERRORS.source(),
                new Share("sum({{revision}}", false, "x{v=\"{{revision}}\"}"),
                Duration.ZERO);
        PrometheusSource source = new PrometheusSource(new PrometheusServer(http, prometheus.url(), Optional.empty()));

        String answer = source.read(MetricScopes.at(Instant.now()), List.of(broken))
                .join()
                .get(broken)
                .toString();

        assertTrue(answer.contains("the query \"bad for canary\" was answered with status 400: "), answer);
    }

    /** Words of PromQL in any order: what is asked must name no series of another namespace, whatever stands around it. */
    @Test
    void noQueryThatIsConfinedSeesAnotherNamespace() {
        String names = "sum|by|on|offset|bool|and|foo|group_left|inf|start|rate|unless|info";
        page = String.join("\n", names.split("[|]")).replaceAll("(?m)$", "{namespace=\"bank\"} 666") + "\n";
        PrometheusServer server = new PrometheusServer(http, prometheus.url(), Optional.empty());
        await().atMost(PATIENCE).until(() -> asked(server, "foo").contains("666"));

        String[] words = (names
                        + "|foo|foo|sum|(|)|(|)|{|}|,|+|-|==|or|[5m]|[5m:1m]|5m|1|\"a\"|'b'|`c`|a=\"b\"|__name__=\"foo\""
                        + "|# \n|# \r|#|\n|@|without|avg_over_time|last_over_time|label_replace|namespace=\"bank\"|{}|()|(foo)")
                .split("[|]");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int answered = 0;
        for (int i = 0; i < 10_000; i++) {
            String query = random.ints(1 + random.nextInt(8), 0, words.length)
                    .mapToObj(word -> words[word])
                    .collect(Collectors.joining(" "));
            Optional<String> confined = confined(query);
            if (confined.isPresent()) {
                String answer = asked(server, confined.get());
                answered++;
                assertFalse(answer.contains("666"), () -> "seed " + seed + ": " + query + " as " + confined.get());
            }
        }
        assertTrue(answered > 100, answered + " queries were asked, seed " + seed);
    }

    private static Optional<String> confined(String query) {
        try {
            return Optional.of(NamespacedExpression.of(query, "namespace", "shop"));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String asked(PrometheusServer server, String query) {
        return server.evaluate(query, Instant.now()).join().toString();
    }

    @Test
    void aQueryCountsTheReleasesOwnNamespaceAloneWhereTheInstallerSaysSo() {
        page = page(30, 3, 70, 1).replace("release=", "namespace=\"shop\",release=")
                + page(500, 400, 70, 1).replace("release=", "namespace=\"bank\",release=");
        PrometheusServer server = new PrometheusServer(http, prometheus.url(), Optional.empty());
        await().atMost(PATIENCE)
                .until(() -> asked(server, "shop_requests_total").contains("bank"));
        MetricQuery all = new MetricQuery(
                ERRORS.name(),
                ERRORS.component(),
                ERRORS.source(),
                new Share(REQUESTS + ",outcome=\"error\"}", false, "sum(" + REQUESTS + "})"),
                Duration.ZERO);

        String confined = read(new PrometheusSource(server, Optional.of("namespace")), all);
        String free = read(new PrometheusSource(server), all);

        assertTrue(confined.contains("=30.0") && !confined.contains("=530.0"), confined);
        assertTrue(free.contains("=530.0"), free);
    }

    private static String read(PrometheusSource source, MetricQuery query) {
        return source.read(MetricScopes.at(Instant.now()), List.of(query))
                .join()
                .get(query)
                .toString();
    }
}
