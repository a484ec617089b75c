package dev.orderapp.operator.metrics.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.orderapp.operator.metrics.counters.CounterValues;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
    private static final Selector REQUESTS = Selector.parse("requests_total");
    private static final Selector ERRORS = Selector.parse("requests_total{status=~\"5..\"}");
    private static final String PAGE = """
            # HELP requests_total Answers by status.
            # TYPE requests_total counter
            requests_total{status="200",uri="/api/products"} 1.0E12
            requests_total{status="500",uri="/api/orders"} 3
            requests_total{status="503",uri="a \\"quoted\\\\ \\n } one, 상품",} 4.0 1764000000000

            other{le="+Inf"} NaN
            temperature -Inf
            	spaced  { a = "b" }	+1e-3
            """;

    private static Page read(String page) {
        return read(page, page.length());
    }

    private static Page read(String page, int pieces) {
        PageReader reader = new PageReader(Set.of(REQUESTS, ERRORS), 1_000_000);
        byte[] bytes = page.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += pieces) {
            reader.accept(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieces))));
        }
        return reader.end(false);
    }

    private static Page selections(Map<String, Double> requests, Map<String, Double> errors) {
        return new Page.Read(Map.of(
                REQUESTS,
                new Page.Selection(new CounterValues(requests), true),
                ERRORS,
                new Page.Selection(new CounterValues(errors), true)));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 7, 100, 10_000})
    void picksTheWantedCountersHoweverThePageArrives(int pieces) {
        String errors = "requests_total{status=500, uri=/api/orders}";
        String odd = "requests_total{status=503, uri=a \"quoted\\ \n } one, 상품}";

        assertEquals(
                selections(
                        Map.of("requests_total{status=200, uri=/api/products}", 1e12, errors, 3.0, odd, 4.0),
                        Map.of(errors, 3.0, odd, 4.0)),
                read(PAGE, pieces));
    }

    @Test
    void readsOpenMetrics() {
        Map<String, Double> all = Map.of("requests_total{status=500}", 5.0);
        assertEquals(selections(all, all), read("""
                # TYPE requests counter
                requests_total{status="500"} 5.0 # {trace_id="a b"} 1.0 1764000000.000
                requests_created{status="500"} 1.764e9
                # EOF"""));
    }

    @Test
    void windowsLineEndsAreFine() {
        assertEquals(selections(Map.of("requests_total{}", 5.0), Map.of()), read("requests_total 5\r\n# end\r\n"));
    }

    /** Else a series would seem to vanish, and another to appear. */
    @Test
    void theOrderOfLabelsIsOfNoImportance() {
        assertEquals(read("requests_total{a=\"1\",b=\"2\"} 5\n"), read("requests_total{b=\"2\",a=\"1\"} 5\n"));
    }

    @Test
    void aNameThatDoesNotOccurIsToldFromLabelsThatDoNot() {
        assertEquals(
                selections(Map.of("requests_total{status=200}", 8.0), Map.of()),
                read("requests_total{status=\"200\"} 8\n"));
        Page.Selection nothing = new Page.Selection(CounterValues.NONE, false);
        assertEquals(new Page.Read(Map.of(REQUESTS, nothing, ERRORS, nothing)), read("another_total 8\n"));
    }

    @Test
    void whatNobodyAskedForMayBeAnything() {
        assertEquals(
                selections(Map.of("requests_total{}", 5.0), Map.of()), read("other{a= nothing\nrequests_total 5\n"));
    }

    @Test
    void moreSeriesThanAnybodyMeansAreGivenUp() {
        String page = IntStream.rangeClosed(0, PageReader.MAX_SERIES)
                .mapToObj(i -> "requests_total{user=\"" + i + "\"} 1\n")
                .collect(Collectors.joining());
        Page.Read read = (Page.Read) read(page + "requests_total{status=\"500\"} 3\n");

        assertEquals(
                Optional.of("its metrics page has more than 2000 series for requests_total"),
                read.selections().get(REQUESTS).problem());
        assertEquals(
                new Page.Selection(new CounterValues(Map.of("requests_total{status=500}", 3.0)), true),
                read.selections().get(ERRORS));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            requests_total          | is no sample: expected a number at character 15 of "requests_total"
            requests_total five     | is no sample: expected a number at character 16 of "requests_total five"
            requests_total 1d       | is no sample: expected a number at character 16 of "requests_total 1d"
            requests_total --1      | is no sample: expected a number at character 16 of "requests_total --1"
            requests_total 1 2 3    | is no sample: expected the end of the line at character 20 of "requests_total 1 2 3"
            requests_total{a="b" 1  | is no sample: expected , or } at character 22 of "requests_total{a="b" 1"
            requests_total{a="b     | is no sample: expected a closing quote at character 20 of "requests_total{a="b"
            requests_total{a 1      | is no sample: expected = at character 18 of "requests_total{a 1"
            requests_total {count:1,sum:2} | is no sample: expected = at character 24 of "requests_total {count:1,sum:2}"
            {"requests_total" 1     | is no sample: expected , or } at character 19 of "{"requests_total" 1"
            """)
    void aBrokenLineOfAWantedMetricSpoilsThatMetricAlone(String line, String problem) {
        Selector other = Selector.parse("other_total + another_total");
        PageReader reader = new PageReader(Set.of(REQUESTS, other), 1_000_000);
        reader.accept(ByteBuffer.wrap(("other_total 1\n" + line + "\nother_total{a=\"b\"} 2\n").getBytes(UTF_8)));

        Page.Read read = (Page.Read) reader.end(true);

        assertEquals(
                Optional.of("line 2 of its metrics page " + problem),
                read.selections().get(REQUESTS).problem());
        assertEquals(
                new Page.Selection(new CounterValues(Map.of("other_total{}", 1.0, "other_total{a=b}", 2.0)), true),
                read.selections().get(other));
    }

    /** The error page of a proxy, with status 200. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <html><body>Not found   | is no sample: expected the name of a series at character 1 of "<html><body>Not found"
            {"status": "success"}   | is no sample: expected , or } at character 10 of "{"status": "success"}"
            Service Unavailable     | is no sample: expected a number at character 9 of "Service Unavailable"
            """)
    void aPageWithoutAnySampleIsNone(String line, String problem) {
        assertEquals(new Page.Unreadable("line 2 of its metrics page " + problem), read("\n" + line + "\nand so on\n"));
    }

    /** The connection says where the page ends, so nothing can be missing. */
    @Test
    void theLastLineNeedsNoLineFeedWhereThePageIsKnownToBeWhole() {
        PageReader reader = new PageReader(Set.of(REQUESTS, ERRORS), 1_000_000);
        reader.accept(ByteBuffer.wrap("a_total 1\nrequests_total 12".getBytes(UTF_8)));

        assertEquals(selections(Map.of("requests_total{}", 12.0), Map.of()), reader.end(true));
        assertEquals(selections(Map.of("requests_total{}", 12.0), Map.of()), read("requests_total 12\na_total 1"));
    }

    @Test
    void aMetricThatIsDeclaredIsKnownThoughItHasNoSeriesYet() {
        Page.Selection known = new Page.Selection(CounterValues.NONE, true);

        assertEquals(new Page.Read(Map.of(REQUESTS, known, ERRORS, known)), read("# TYPE requests_total counter\n"));
        assertEquals(new Page.Read(Map.of(REQUESTS, known, ERRORS, known)), read("# HELP requests How many.\n# EOF\n"));
    }

    @Test
    void aNameInQuotesIsTheSameName() {
        assertEquals(
                selections(Map.of("requests_total{a.b=1, c=2}", 5.0), Map.of()),
                read("{\"requests_total\",\"a.b\"=\"1\",c=\"2\"} 5\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# EOF", "\r\n", "# nothing yet\n"})
    void anEmptyPageHasNothing(String page) {
        Page.Selection nothing = new Page.Selection(CounterValues.NONE, false);

        assertEquals(new Page.Read(Map.of(REQUESTS, nothing, ERRORS, nothing)), read(page));
    }

    /** Half of the counters would look as if they had gone back, and everything would be counted again. */
    @Test
    void aPageThatBreaksOffAnywhereWithinALineIsOfNoUse() {
        String page = "a_total 1\nrequests_total 123\n";
        for (int length = 11; length < page.length() - 1; length++) {
            assertEquals(new Page.Unreadable("its metrics page breaks off in line 2"), read(page.substring(0, length)));
        }
    }

    @Test
    void anEndlessLineOfAWantedMetricOrPageIsGivenUp() {
        assertEquals(
                new Page.Unreadable("line 1 of its metrics page is longer than 65536 bytes"),
                read("a".repeat(70_000) + "\n"));
        assertEquals(
                Optional.of("line 1 of its metrics page is longer than 65536 bytes"),
                ((Page.Read) read("requests_total{a=\"" + "a".repeat(70_000) + "\"} 1\n"))
                        .selections()
                        .get(REQUESTS)
                        .problem());

        PageReader reader = new PageReader(Set.of(REQUESTS), 100);
        assertFalse(reader.accept(ByteBuffer.wrap("#\n".repeat(51).getBytes(UTF_8))));
        assertEquals(new Page.Unreadable("its metrics page is longer than 100 bytes"), reader.end(false));
    }

    @Test
    void whatAPageSaysDoesNotBreakTheLog() {
        assertEquals(
                new Page.Unreadable(
                        "line 1 of its metrics page is no sample: expected the name of a series at character 1 of \""
                                + "\u001b[31m".replace('\u001b', ' ') + "x".repeat(55) + "…\""),
                read("\u001b[31m" + "x".repeat(100) + "\n"));
    }
}
