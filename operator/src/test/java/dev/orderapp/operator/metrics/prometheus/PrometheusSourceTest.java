package dev.orderapp.operator.metrics.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.MetricScopes;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers as a Prometheus may. */
@Timeout(60)
class PrometheusSourceTest {
    private static final MetricQuery BAD =
            query(new Share("bad{r=\"{{revision}}\"}", false, "all{r=\"{{revision}}\"}"));
    private static final MetricQuery GOOD =
            query(new Share("good{r=\"{{revision}}\"}", true, "all{r=\"{{revision}}\"}"));
    private static final String EMPTY = vector("");
    private static final Pattern JOINED =
            Pattern.compile("label_replace\\(\\((.*?)\\n\\), \"orderapp_asked\", \"(.*?)\", \"\", \"\"\\)( or |$)");
    private static final Pattern VECTOR =
            Pattern.compile(Pattern.quote(vector("@")).replace("@", "\\E(.*)\\Q"));

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Set<String> times = ConcurrentHashMap.newKeySet();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(3));
    private final CounterDeltas deltas = new CounterDeltas();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable scrape = () -> {};
    private volatile String remarks = "";
    private HttpServer server;
    private Optional<Path> tokenFile = Optional.empty();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private static MetricQuery query(Share share) {
        return new MetricQuery(
                "errors (Prometheus)", ComponentName.backend, MetricSource.Prometheus, share, Duration.ZERO);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/prom/api/v1/query", exchange -> {
            try (exchange) {
                serve(exchange);
            }
        });
        server.createContext("/elsewhere", exchange -> {
            try (exchange) {
                answer(exchange, 200, vector(element("", 5)));
            }
        });
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String query = URLDecoder.decode(form.replaceAll("query=([^&]*)&.*", "$1"), UTF_8);
        times.add(URLDecoder.decode(form.replaceAll(".*&time=([^&]*)", "$1"), UTF_8));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String answer = answer(query);
        scrape.run();
        switch (answer) {
            case "redirect" -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                answer(exchange, 302, "moved");
            }
            case "never" -> awaitEnd();
            case "endless" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] chunk = " ".repeat(100_000).getBytes(UTF_8);
                while (!Thread.currentThread().isInterrupted()) {
                    exchange.getResponseBody().write(chunk);
                }
            }
            case "error" ->
                answer(exchange, 422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many\"}");
            case "limited" -> {
                exchange.getResponseHeaders().add("M3-Results-Limited", "max_fetch_series_limit_applied");
                answer(exchange, 200, vector(element("", 5)));
            }
            case "206" -> answer(exchange, 206, vector(element("", 5)));
            case "proxy" -> answer(exchange, 502, "<html>bad gateway</html>");
            default -> answer(exchange, 200, answer);
        }
    }

    /** What it has to say to one expression, or to several that are joined. */
    private String answer(String query) {
        List<MatchResult> joined = JOINED.matcher(query).results().toList();
        if (joined.isEmpty()) {
            return answers.getOrDefault(query, EMPTY);
        }
        if (answers.containsKey("joined")) {
            return answers.get("joined");
        }
        List<String> elements = new ArrayList<>();
        for (MatchResult one : joined) {
            String answer = answers.getOrDefault(one.group(1), EMPTY);
            Matcher result = VECTOR.matcher(answer);
            if (!result.matches()) {
                return answer;
            }
            if (!result.group(1).isEmpty()) {
                String label = "\"metric\":{\"orderapp_asked\":\"" + one.group(2) + "\",";
                elements.add(result.group(1).replace("\"metric\":{", label));
            }
        }
        return vector(String.join(",", elements)).replace("\"data\"", remarks + "\"data\"");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }

    private static String vector(String elements) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + elements + "]}}";
    }

    private static String element(String pod, Object value) {
        return "{\"metric\":{\"pod\":\"" + pod + "\"},\"value\":[1764000000.1,\"" + value + "\"]}";
    }

    private void counts(String revision, double all, double part) {
        answers.put("all{r=\"" + revision + "\"}", vector(element("a", all)));
        answers.put("bad{r=\"" + revision + "\"}", vector(element("a", part)));
        answers.put("good{r=\"" + revision + "\"}", vector(element("a", part)));
    }

    private Sample measure(MetricQuery query) {
        now = now.plusSeconds(5);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prom/");
        PrometheusSource source = new PrometheusSource(new PrometheusServer(http, url, tokenFile));
        PendingSamples measured = deltas.measure(
                new ResourceID("shop", "shop"),
                source.read(MetricScopes.at(now), List.of(query)).join(),
                now);
        deltas.commit(measured);
        return measured.samples().get(query.name());
    }

    private static Sample sample(long canary, long canaryBad, long stable, long stableBad) {
        return Sample.of(new EventDelta(new Counts(canary, canaryBad), new Counts(stable, stableBad)));
    }

    @Test
    void readsBothSidesAtOneTime() {
        counts("new", 10, 1);
        counts("old", 100, 2);
        measure(BAD);
        times.clear();
        counts("new", 40, 6);
        counts("old", 170, 3);

        assertEquals(sample(30, 5, 70, 1), measure(BAD));
        assertEquals(Set.of(now.toString()), times);
    }

    @Test
    void whatIsNotGoodIsBad() {
        counts("new", 10, 9);
        counts("old", 100, 99);
        measure(GOOD);
        counts("new", 40, 30);
        counts("old", 170, 169);

        assertEquals(sample(30, 9, 70, 0), measure(GOOD));
    }

    @Test
    void whatIsScrapedWhileItAsksIsInAllCountersOrInNone() {
        counts("new", 100, 100);
        counts("old", 100, 100);
        measure(GOOD);
        scrape = () -> {
            counts("new", 140, 140);
            counts("old", 170, 170);
        };

        assertEquals(sample(0, 0, 0, 0), measure(GOOD));
        assertEquals(sample(40, 0, 70, 0), measure(GOOD));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http{r="{{revision}}",code="200"} | true  | 30
            http{r="{{revision}}",code="500"} | false | 0
            """)
    void whatIsNotThereBesideTheSameMetricHasNotHappenedYet(String part, boolean good, long bad) {
        MetricQuery query = query(new Share(part, good, "http{r=\"{{revision}}\"}"));
        String stable = part.replace("{{revision}}", "old");
        answers.put(stable, vector(named("a", 5)));
        answers.put("http{r=\"old\"}", vector(named("a", 100)));
        answers.put("http{r=\"new\"}", vector(named("b", 10)));
        measure(query);
        answers.put("http{r=\"new\"}", vector(named("b", 40)));

        assertEquals(sample(30, bad, 0, 0), measure(query));
    }

    /** It may be misspelt, dropped by the new version, or not scraped: taken for zero it would take every release back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "other{r=\"{{revision}}\"}",
                "sum(http{r=\"{{revision}}\",code=\"200\"})",
                "http{r=\"{{revision}}\",code=\"200\"} + http{r=\"{{revision}}\",code=\"201\"}"
            })
    void whatIsNotThereAndNotTheSameMetricIsNoData(String part) {
        MetricQuery query = query(new Share(part, true, "http{r=\"{{revision}}\"}"));
        answers.put(part.replace("{{revision}}", "old"), vector(named("a", 90)));
        answers.put("http{r=\"old\"}", vector(named("a", 100)));
        answers.put("http{r=\"new\"}", vector(named("b", 10)));

        assertEquals(
                Sample.missing("errors (Prometheus): the query \"good for canary\" has an empty result; if that means"
                        + " zero, add \"or vector(0)\""),
                measure(query));
    }

    private static String named(String pod, Object value) {
        return "{\"metric\":{\"__name__\":\"http\",\"pod\":\"" + pod + "\"},\"value\":[1764000000.1,\"" + value
                + "\"]}";
    }

    /** A Pod that restarted, came or went: what its counter shows may be old or new. */
    @Test
    void whenACounterGoesBackComesOrGoesItsSideBeginsAnew() {
        counts("old", 100, 2);
        counts("new", 10, 1);
        String all = "all{r=\"new\"}";
        answers.put(all, vector(element("a", 10) + "," + element("b", 50)));
        measure(BAD);
        answers.put(all, vector(element("a", 500) + "," + element("b", 3)));
        assertEquals(Sample.missing("counting begins with this measurement"), measure(BAD));
        answers.put(all, vector(element("a", 501) + "," + element("b", 4) + "," + element("c", 9_000)));
        assertEquals(Sample.missing("counting begins with this measurement"), measure(BAD));
        answers.put(all, vector(element("a", 501) + "," + element("c", 9_000)));
        assertEquals(Sample.missing("counting begins with this measurement"), measure(BAD));
        answers.put(all, vector(element("a", 502) + "," + element("c", 9_001)));
        assertEquals(sample(2, 0, 0, 0), measure(BAD));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            error                                     | was answered with status 422: too many
            proxy                                     | was answered with status 502 and no JSON: "<html>bad gateway</html>"
            redirect                                  | was answered with status 302 and no JSON: "moved"
            endless                                   | has an answer longer than 4194304 bytes
            {"status":"success"} x                    | was answered with status 200 and no JSON: "{"status":"success"} x"
            []                                        | was answered with status 200
            {"status":"success","data":{}}            | gives no vector but a nothing
            {"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}    | gives no vector but a scalar
            {"status":"success","data":{"resultType":"string","result":[1,"2"]}}    | gives no vector but a string
            {"status":"success","data":{"resultType":"matrix","result":[]}}         | gives no vector but a matrix
            {"status":"success","data":{"resultType":"vector","result":[]}}         | has an empty result; if that means zero, add "or vector(0)"
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}} | has no number for {}
            {"status":"success","warnings":["a store is away"],"data":{"resultType":"vector","result":[]}} | was answered with a warning: a store is away
            {"status":"success","warnings":["PromQL info: a name","a store is away"],"data":{"resultType":"vector","result":[]}} | was answered with a warning: a store is away
            {"status":"success","warnings":"a store is away","data":{"resultType":"vector","result":[]}} | was answered with a warning: a store is away
            {"status":"success","isPartial":true,"data":{"resultType":"vector","result":[{"metric":{},"value":[1,"200"]}]}} | was answered in part: it says isPartial
            {"status":"success","data":{"partialData":"true","resultType":"vector","result":[{"metric":{},"value":[1,"200"]}]}} | was answered in part: it says partialData
            {"status":"success","data":{"truncated":true,"resultType":"vector","result":[{"metric":{},"value":[1,"200"]}]}} | was answered in part: it says truncated
            limited                                   | was answered in part: M3-Results-Limited is max_fetch_series_limit_applied
            206                                       | was answered with status 206
            """)
    void whatIsNoAnswerHoldsBothSides(String answer, String problem) {
        counts("new", 10, 1);
        counts("old", 100, 2);
        measure(BAD);
        answers.put("all{r=\"old\"}", answer);
        counts("new", 50, 41);

        assertEquals(Sample.missing("errors (Prometheus): the query \"total for stable\" " + problem), measure(BAD));
        counts("old", 200, 2);
        assertEquals(sample(40, 40, 100, 0), measure(BAD));
    }

    /** VictoriaMetrics says so in each answer, Prometheus 2 of metrics with unusual names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"isPartial\":false",
                "\"warnings\":null",
                "\"warnings\":[]",
                "\"warnings\":[\"PromQL info: metric might not be a counter\"]",
                "\"infos\":[\"PromQL info: metric might not be a counter\"]",
                "\"stats\":{\"seriesFetched\":\"2\"}"
            })
    void aRemarkThatDoesNotDoubtTheDataChangesNothing(String remark) {
        counts("new", 10, 1);
        counts("old", 100, 2);
        measure(BAD);
        counts("new", 40, 6);
        counts("old", 170, 3);
        remarks = remark + ",";

        assertEquals(sample(30, 5, 70, 1), measure(BAD));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "+Inf", "-Inf", "-1", "1e300"})
    void whatIsNoCountHoldsBothSides(String value) {
        counts("new", 10, 1);
        counts("old", 100, 2);
        measure(BAD);
        answers.put("all{r=\"new\"}", vector(element("a", value)));

        Sample sample = measure(BAD);

        assertEquals(EventDelta.NONE, sample.delta());
        assertFalse(sample.complete());
        assertTrue(sample.problem().orElseThrow().contains("its counters are no counts of events"), sample.toString());
    }

    @Test
    void aMillionMillionIsANumberLikeAnyOther() {
        counts("new", 1e12, 1e6);
        counts("old", 1e12, 1e6);
        measure(BAD);
        counts("new", 1e12 + 3, 1e6 + 1);

        assertEquals(sample(3, 1, 0, 0), measure(BAD));
    }

    @Test
    void aPlaceholderThatDoesNotExistIsNamed() {
        MetricQuery query = query(new Share("bad{pod=\"{{pod}}\"}", false, "all"));

        assertEquals(
                Sample.missing("errors (Prometheus): {{pod}} is no placeholder; there are {{namespace}}, {{release}},"
                        + " {{component}} and {{revision}}"),
                measure(query));
    }

    @Test
    void theTokenIsReadAnewForEveryQuestionAndNeverShown() throws IOException {
        Path file = folder.resolve("token");
        tokenFile = Optional.of(file);
        Set<String> problems = new HashSet<>();
        problems.add(measure(BAD).problem().orElseThrow());
        Files.writeString(file, "two words\n");
        problems.add(measure(BAD).problem().orElseThrow());
        Files.writeString(file, "first\n");
        measure(BAD);
        Files.writeString(file, "second\n");
        measure(BAD);

        assertEquals(Set.of("Bearer first", "Bearer second"), authorizations);
        assertEquals(
                Set.of(
                        "errors (Prometheus): its query can't be asked: the token in " + file + " can't be read",
                        "errors (Prometheus): its query can't be asked: there is no token in " + file),
                problems);
    }

    @Test
    void oneThatAnswersNotIsAskedOnce() {
        answers.put("all{r=\"old\"}", "never");

        Sample sample = measure(BAD);

        assertEquals(
                Sample.missing("errors (Prometheus): its query can't be answered: the answer did not arrive within"
                        + " 3000 ms"),
                sample);
        assertEquals(1, asked.get());
    }

    @Test
    void queriesThatHaveNoAnswerTogetherButAloneAreTold() {
        counts("new", 10, 1);
        counts("old", 100, 2);
        answers.put("joined", "error");

        assertEquals(
                Sample.missing("errors (Prometheus): its query was answered with status 422: too many"), measure(BAD));
    }

    @Test
    void nobodyThereIsNamed() {
        server.stop(0);

        String problem = measure(BAD).problem().orElseThrow();

        assertTrue(
                problem.startsWith("errors (Prometheus): its query can't be answered: the answer can't be read:"
                        + " java.net.ConnectException"),
                problem);
    }
}
