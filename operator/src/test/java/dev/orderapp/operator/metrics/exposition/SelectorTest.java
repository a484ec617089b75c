package dev.orderapp.operator.metrics.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static boolean accepts(String selector, String line) throws SyntaxException {
        SampleLine series = SampleLine.parse(line).orElseThrow();
        return Selector.parse(selector).terms().stream()
                .anyMatch(term -> term.name().equals(series.name()) && term.accepts(series.labels()));
    }

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http_requests                          | http_requests 1                              | true
            http_requests                          | http_requests_total 1                        | false
            http_requests{}                        | http_requests{status="500"} 1                | true
            http_requests{status="500"}            | http_requests{status="500",uri="/"} 1        | true
            http_requests{status="500"}            | http_requests{status="50"} 1                 | false
            http_requests{status!="500"}           | http_requests{status="200"} 1                | true
            http_requests{status=~"5.."}           | http_requests{status="503"} 1                | true
            http_requests{status=~"5.."}           | http_requests{status="5033"} 1               | false
            `http_requests{status=~"4..|5.."}`     | http_requests{status="404"} 1                | true
            http_requests{uri!~"/actuator.*"}      | http_requests{uri="/actuator/health"} 1      | false
            http_requests{uri!~"/actuator.*"}      | http_requests{uri="/api/actuator"} 1         | true
            http_requests{missing=""}              | http_requests 1                              | true
            http_requests{missing!=""}             | http_requests 1                              | false
            http_requests{missing=~".+"}           | http_requests 1                              | false
            { a } b                                | b 1                                          |
            http_requests { a = "1" , b != "2", }  | http_requests{a="1"} 1                       | true
            failed_total + rejected_total{x="1"}   | rejected_total{x="1"} 1                      | true
            failed_total + rejected_total{x="1"}   | rejected_total{x="2"} 1                      | false
            u{uri=~"/api/orders/\\\\{id\\\\}"}     | u{uri="/api/orders/{id}"} 1                  | true
            u{uri="/api/orders/{id}"}              | u{uri="/api/orders/{id}"} 1                  | true
            u{text="a\\"b\\\\c"}                   | u{text="a\\"b\\\\c"} 1                       | true
            """)
    void picksSeriesAsPromQlDoes(String selector, String line, Boolean taken) throws SyntaxException {
        if (taken == null) {
            assertThrows(IllegalArgumentException.class, () -> Selector.parse(selector));
        } else {
            assertEquals(taken, accepts(selector, line));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                      | expected the name of a series at character 1
            5xx                     | expected the name of a series at character 1
            a{b}                    | expected =, !=, =~ or !~ at character 4
            a{b=c}                  | expected a value in double quotes at character 5
            a{b='c'}                | expected a value in double quotes at character 5
            a{b="c}                 | expected a closing quote at character 8
            a{b="c" d="e"}          | expected , or } at character 9
            a{b="c"                 | expected , or } at character 8
            a{b=~"5(.."}            | expected a valid expression (missing closing ): 5(..) at character 6
            a{b=~"5[0-9]{2}"}       | expected an expression without counts such as {3}: write the piece out at character 6
            a - b                   | expected + or the end at character 3
            rate(a[5m])             | expected + or the end at character 5
            a +                     | expected the name of a series at character 4
            """)
    void saysWhatIsWrongAndWhere(String selector, String problem) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Selector.parse(selector));

        assertEquals("selector \"" + selector + "\": " + problem, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(a|b|ab)*c(a|b|ab)*d{1}"})
    void expressionsThatTakeGigabytesAreRefused(String expression) {
        assertThrows(IllegalArgumentException.class, () -> Selector.parse("a{b=~\"" + expression + "\"}"));
    }

    @Test
    void endlessSelectorsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Selector.parse("a".repeat(1001)));
        assertThrows(IllegalArgumentException.class, () -> Selector.parse("a{b=~\"" + "c".repeat(201) + "\"}"));
    }

    @Test
    void noExpressionBacktracksWithoutEnd() {
        List<VectorSelector> terms = Selector.parse("a{b=~\"(x+x+)+y\"}").terms();

        boolean taken = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> terms.get(0).accepts(Map.of("b", "x".repeat(10_000))));

        assertTrue(!taken);
    }
}
