package dev.orderapp.operator.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the texts, {@link RealPrometheusTest} asks a real Prometheus whether a series of another namespace ever comes through. */
class NamespacedExpressionTest {
    private static String confined(String expression) {
        return NamespacedExpression.of(expression, "namespace", "shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "foo | foo {namespace=\"shop\"}",
                "foo{} | foo { namespace=\"shop\" }",
                "{__name__=\"foo\"} | { namespace=\"shop\" , __name__ = \"foo\" }",
                "{\"foo.bar\", a=\"b\",} | { namespace=\"shop\" , \"foo.bar\" , a = \"b\" , }",
                "foo{a='}',b=`{x}`,c=~\"\\\"}\"} | foo { namespace=\"shop\" , a = '}' , b = `{x}` , c =~ \"\\\"}\" }",
                "foo{namespace=\"bank\"} | foo { namespace=\"shop\" , namespace = \"bank\" }",
                "ns:foo:rate5m | ns:foo:rate5m {namespace=\"shop\"}",
                "rate(foo[5m]) | rate ( foo {namespace=\"shop\"} [5m] )",
                "foo[1h:5m] offset -5m @ start() | foo {namespace=\"shop\"} [1h:5m] offset - 5m @ start ( )",
                "foo @ 1609746000 offset 1h30m | foo {namespace=\"shop\"} @ 1609746000 offset 1h30m",
                "max_over_time((foo + bar)[5m:]) | max_over_time ( ( foo {namespace=\"shop\"} + bar {namespace=\"shop\"} ) [5m:] )",
                "sum by (foo, bar) (baz) | sum by ( foo , bar ) ( baz {namespace=\"shop\"} )",
                "SUM(baz) WITHOUT (foo) | SUM ( baz {namespace=\"shop\"} ) WITHOUT ( foo )",
                "a / on (b) group_left (c) d | a {namespace=\"shop\"} / on ( b ) group_left ( c ) d {namespace=\"shop\"}",
                "a > bool ignoring (b) group_right d | a {namespace=\"shop\"} > bool ignoring ( b ) group_right d {namespace=\"shop\"}",
                "a unless on() vector(0) | a {namespace=\"shop\"} unless on ( ) vector ( 0 )",
                "-foo ^ -2.5e-3 + Inf % 0x1F | - foo {namespace=\"shop\"} ^ - 2.5e-3 + Inf % 0x1F",
                "label_replace(foo, \"a\", \"$1\", \"b\", \"(.*)\") | label_replace ( foo {namespace=\"shop\"} , \"a\" , \"$1\" , \"b\" , \"(.*)\" )",
                "quantile(0.9, foo) == 1 | quantile ( 0.9 , foo {namespace=\"shop\"} ) == 1",
                "sum | sum {namespace=\"shop\"}",
                "offset | offset {namespace=\"shop\"}",
                "time() | time ( )",
            })
    void everySelectorOfSeriesNamesTheNamespace(String expression, String expected) {
        assertEquals(expected, confined(expression));
    }

    @Test
    void commentsEndWhereNobodyCanHideASeriesInThem() {
        assertEquals("foo {namespace=\"shop\"}", confined("foo # }\" or bar"));
        assertEquals(
                "foo {namespace=\"shop\"} or bar {namespace=\"shop\"}",
                confined("foo # one\n or # two\r bar"),
                "Prometheus ends a comment at a carriage return, too");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo{",
                "foo}",
                "foo)",
                "(foo",
                "foo bar",
                "foo{a}",
                "foo{a=b}",
                "foo{a=\"b\" or namespace=\"bank\"}",
                "foo{a=\"b\" c=\"d\"}",
                "WITH (x = foo) x",
                "(foo, bar)",
                "foo default bar",
                "sum(foo) limit 3",
                "foo[bar]",
                "foo[5m # ]\n]",
                "foo{a=\"\n\"}",
                "foo{a=`\\`}",
                "foo{a=\"b}",
                "5foo",
                "foo\\-bar",
                "foo;bar",
                "füü",
                "foo{a=\"b\"}\u0000",
                "sum by (foo",
                "sum by foo (bar)",
                "sum by (foo + bar) (baz)",
                "foo offset bar",
                "foo @ bar",
                "info(foo)",
                "INFO(foo, {a=\"b\"})",
                "foo and",
                "[5m]",
                "$foo",
            })
    void whatCannotBeParsedIsRefused(String expression) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> confined(expression));
        assertTrue(refused.getMessage().startsWith("can't be confined to its namespace: "), refused.getMessage());
    }

    @Test
    void theSentenceNamesWhereItStopped() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> confined("sum(foo) limit 3"));
        assertEquals(
                "can't be confined to its namespace: \"limit 3\" is not understood; write it in plain PromQL, see"
                        + " sources.prometheus.namespaceLabel",
                refused.getMessage());
    }

    @Test
    void nestingIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> confined("(".repeat(500) + "foo" + ")".repeat(500)));
        confined("(".repeat(50) + "foo" + ")".repeat(50));
    }

    @Test
    void theLongestExpressionIsReadAtOnce() {
        String text = "foo{a=\"" + "\\\\".repeat(500) + "\"}";
        assertTrue(confined(text).contains("namespace=\"shop\""));
    }
}
