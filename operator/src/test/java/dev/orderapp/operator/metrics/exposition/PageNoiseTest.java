package dev.orderapp.operator.metrics.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.metrics.counters.CounterValues;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever else is on a page, the wanted counters are found. */
class PageNoiseTest {
    private static final int PAGES = 300;
    private static final Selector ORDERS = Selector.parse("orders_total{outcome!=\"again\"}");
    private static final Selector REQUESTS = Selector.parse("http_requests_total");

    /** Lines of other metrics as exporters write them, and as they should not. */
    private static final List<String> NOISE = Stream.of(
                    "",
                    "   \t ",
                    "#",
                    "# ",
                    "# EOF",
                    "# HELP",
                    "# HELP orders_created The wall clock \\n of \"orders_total\"",
                    "# TYPE temperature gauge",
                    "# UNIT temperature celsius",
                    "#comment without a space, orders_total 5",
                    "temperature -12.5",
                    "temperature{city=\"서울\"} NaN",
                    "temperature{city=\"a } b\\\\\"} +Inf 1764000000000",
                    "temperature{city=\"a\"} -Inf # {trace_id=\"1\"} 0.5 1764000000.1",
                    "orders_total_created 1.764e9",
                    "xorders_total 99",
                    "orders_total: 99",
                    "orders_total.failed 99",
                    "orders_total-failed{a=\"b\"} 99",
                    "orders_tota 99",
                    "jvm.memory.used{area=\"heap\"} 5",
                    "jvm.memory.used 5",
                    "{\"jvm.memory.used\", area=\"heap\"} 5",
                    "{\"jvm.memory.used\"} 5",
                    "{area=\"heap\",\"orders.total\",\"a.b\"=\"c\"} 5",
                    "{__name__=\"temperature\"} 5",
                    "{",
                    "{}",
                    "}",
                    "{\"status\": \"success\"}",
                    "<html><body>orders_total 99</body></html>",
                    "latency_seconds{path=\"/\"} {count:12,sum:5.5,schema:3,zero_threshold:1e-9,zero_count:0,"
                            + "positive_spans:[0:2],positive_buckets:[1,2]} st@1764000000.1",
                    "latency_seconds{quantile=\"0.5\"} 0x1p-3",
                    "latency_seconds_bucket{le=\"+Inf\"} 17 # {} 1",
                    "broken",
                    "broken five",
                    "broken{",
                    "broken{a",
                    "broken{a=b} 1",
                    "broken{a=\"b} 1",
                    "broken{a=\"b\" 1",
                    "broken 1 2 3 4",
                    "broken\u0000\u001b[31m\u00ff",
                    "\ufeff# HELP",
                    "long{a=\"" + "x".repeat(20_000) + "\"} 1",
                    "y".repeat(70_000),
                    "# " + "z".repeat(70_000))
            .toList();

    private final Random random = new Random(20261124);

    @Test
    void theWantedCountersAreFoundWhateverSurroundsThem() {
        for (int page = 0; page < PAGES; page++) {
            Map<String, Double> orders = new HashMap<>();
            Map<String, Double> requests = new HashMap<>();
            List<String> lines = new ArrayList<>();
            wanted("orders_total", orders, lines);
            wanted("http_requests_total", requests, lines);
            noise(lines);
            String text = text(lines);

            assertEquals(
                    new Page.Read(Map.of(ORDERS, selections(orders), REQUESTS, selections(requests))),
                    read(text),
                    () -> excerpt(text));
        }
    }

    @Test
    void aBrokenLineIsNamedByItsNumberAndSpoilsNoOtherMetric() {
        List<String> broken =
                List.of("orders_total", "orders_total{", "orders_total{a=\"b\"} x", "orders_total 1 2 3 4");
        for (int page = 0; page < PAGES; page++) {
            Map<String, Double> requests = new HashMap<>();
            List<String> lines = new ArrayList<>();
            wanted("http_requests_total", requests, lines);
            noise(lines);
            int at = random.nextInt(lines.size());
            lines.add(at, broken.get(random.nextInt(broken.size())));
            String text = text(lines);

            Page.Read read = (Page.Read) read(text);

            String problem = read.selections().get(ORDERS).problem().orElse("none");
            assertEquals(
                    "line " + (at + 1) + " of its metrics page is no sample",
                    problem.split(":")[0],
                    () -> problem + excerpt(text));
            assertEquals(selections(requests), read.selections().get(REQUESTS), () -> excerpt(text));
        }
    }

    private void wanted(String name, Map<String, Double> values, List<String> lines) {
        for (int series = random.nextInt(4) + 1; series > 0; series--) {
            double value = random.nextInt(1_000_000);
            String label = "a" + series;
            values.put(name + "{outcome=" + label + "}", value);
            String sample = random.nextInt(5) == 0
                    ? "{\"" + name + "\",outcome=\"" + label + "\"}"
                    : name + blank() + "{outcome=\"" + label + "\"" + (random.nextBoolean() ? "," : "") + "}";
            String tail = List.of("", " 1764000000000", " # {trace_id=\"x y\"} 1 1764000000.1", "\t")
                    .get(random.nextInt(4));
            lines.add(blank() + sample + blank() + " " + value + tail);
        }
    }

    private String blank() {
        return random.nextInt(4) == 0 ? " \t" : "";
    }

    private void noise(List<String> lines) {
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(NOISE.get(random.nextInt(NOISE.size())));
        }
        Collections.shuffle(lines, random);
    }

    /** Ends of lines as on Windows, or without one at the very end. */
    private String text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        return random.nextBoolean() ? text.toString() : text.substring(0, text.length() - 1);
    }

    private Page read(String page) {
        PageReader reader = new PageReader(Set.of(ORDERS, REQUESTS), 4 * 1024 * 1024);
        byte[] bytes = page.getBytes(UTF_8);
        int pieces = 1 + random.nextInt(bytes.length);
        for (int at = 0; at < bytes.length; at += pieces) {
            reader.accept(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieces))));
        }
        return reader.end(true);
    }

    private static Page.Selection selections(Map<String, Double> values) {
        return new Page.Selection(new CounterValues(values), true, Optional.empty());
    }

    private static String excerpt(String page) {
        return page.replaceAll("(.)\\1{50,}", "$1…");
    }
}
