package dev.orderapp.operator.observe.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSumsTest {
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
        PageSums sums = new PageSums(Set.of(REQUESTS, ERRORS), 1_000_000);
        byte[] bytes = page.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += pieces) {
            sums.accept(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieces))));
        }
        return sums.end();
    }

    private static Page sums(double requests, double errors) {
        return new Page.Read(Map.of(REQUESTS, OptionalDouble.of(requests), ERRORS, OptionalDouble.of(errors)));
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 7, 100, 10_000})
    void addsUpTheWantedCountersHoweverThePageArrives(int pieces) {
        assertEquals(sums(1e12 + 7, 7), read(PAGE, pieces));
    }

    @Test
    void readsOpenMetrics() {
        assertEquals(sums(5, 5), read("""
                # TYPE requests counter
                requests_total{status="500"} 5.0 # {trace_id="a b"} 1.0 1764000000.000
                requests_created{status="500"} 1.764e9
                # EOF"""));
    }

    @Test
    void windowsLineEndsAreFine() {
        assertEquals(sums(5, 0), read("requests_total 5\r\n# end\r\n"));
    }

    @Test
    void aNameThatDoesNotOccurIsToldFromACounterAtZero() {
        assertEquals(sums(8, 0), read("requests_total{status=\"200\"} 8\n"));
        assertEquals(
                new Page.Read(Map.of(REQUESTS, OptionalDouble.empty(), ERRORS, OptionalDouble.empty())),
                read("another_total 8\n"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <html><body>Not found   | is no sample: expected the name of a series at character 1 of "<html><body>Not found"
            requests_total          | is no sample: expected a number at character 15 of "requests_total"
            requests_total five     | is no sample: expected a number at character 16 of "requests_total five"
            requests_total 1d       | is no sample: expected a number at character 16 of "requests_total 1d"
            requests_total --1      | is no sample: expected a number at character 16 of "requests_total --1"
            requests_total 1 2 3    | is no sample: expected the end of the line at character 20 of "requests_total 1 2 3"
            requests_total{a="b" 1  | is no sample: expected , or } at character 22 of "requests_total{a="b" 1"
            requests_total{a="b     | is no sample: expected a closing quote at character 20 of "requests_total{a="b"
            requests_total{a 1      | is no sample: expected = at character 18 of "requests_total{a 1"
            """)
    void aPageWithALineThatIsNoSampleIsOfNoUse(String line, String problem) {
        assertEquals(
                new Page.Unreadable("line 2 of its metrics page " + problem),
                read("requests_total 1\n" + line + "\nrequests_total 2\n"));
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
    void anEndlessLineOrPageIsGivenUp() {
        assertEquals(
                new Page.Unreadable("line 1 of its metrics page is longer than 16384 bytes"), read("a".repeat(20_000)));

        PageSums sums = new PageSums(Set.of(REQUESTS), 100);
        assertFalse(sums.accept(ByteBuffer.wrap("#\n".repeat(51).getBytes(UTF_8))));
        assertEquals(new Page.Unreadable("its metrics page is longer than 100 bytes"), sums.end());
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
