package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path leads to the same requests as the path type Prefix, by a rule that is tried before any of the page's. */
class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "/api, /api, true",
        "/api, /api/orders/7, true",
        "/api, /apis, false",
        "/api, /, false",
        "/v1.2/api, /v1.2/api/orders, true",
        "/v1.2/api, /v1x2/api/orders, false",
        "/, /anything, true",
    })
    void anExpressionMatchesThePathAndAllBelowIt(String path, String request, boolean matches) {
        // The controllers anchor the start only.
        assertEquals(
                matches,
                Pattern.compile("^" + Paths.expression(path)).matcher(request).find());
    }

    @Test
    void thePathOfTheApiIsLongerThanEveryRuleThatThePagesCanaryCanHave() {
        for (int offset = 0; offset < 100; offset++) {
            for (int weight = 1; weight < 100; weight++) {
                String pattern = new Buckets(offset, weight).pattern();
                // Traefik's rule: the page's path, the pattern on the buckets, and the value "always" of the pin.
                String rule = "(PathRegexp(\"(?i)^/\")) && (HeaderRegexp(\"Cookie\", \"(^|\\x3b\\s*)order_app_bucket=("
                        + pattern
                        + ")(\\x3b|$)\") || HeaderRegexp(\"Cookie\", \"(^|;\\s*)order_app_pin=always(;|$)\"))";
                assertTrue(rule.length() < Paths.expression("/api").length(), () -> rule.length() + ": " + rule);
            }
        }
    }
}
