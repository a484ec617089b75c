package dev.orderapp.operator.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final Map<String, String> VALUES = Map.of("namespace", "shop", "revision", "abc$1");

    @Test
    void fillsPlaceholdersIn() {
        assertEquals(
                "sum(a{ns=\"shop\",pod=~\"abc$1-.*\"}) or b{v='abc$1'}",
                Expression.filled(
                        "sum(a{ns=\"{{namespace}}\",pod=~\"{{ revision }}-.*\"}) or b{v='{{revision}}'}", VALUES));
    }

    @Test
    void noValueEndsTheStringThatItStandsIn() {
        assertEquals(
                "a{v=\"\\\"} or vector(1) or b{v=\\\\\\\"\\n\\'\\x60\"}",
                Expression.filled("a{v=\"{{v}}\"}", Map.of("v", "\"} or vector(1) or b{v=\\\"\n'`")));
    }

    /** Values come from names, which are not filled in once more. */
    @Test
    void aValueThatLooksLikeAPlaceholderIsNone() {
        assertEquals("{{revision}}", Expression.filled("{{v}}", Map.of("v", "{{revision}}", "revision", "x")));
    }

    @Test
    void aPlaceholderThatDoesNotExistIsNamed() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Expression.filled("a{p=\"{{pod}}\"}", VALUES))
                .getMessage();

        assertEquals(
                "{{pod}} is no placeholder; there are {{namespace}}, {{release}}, {{component}} and {{revision}}",
                message);
    }
}
