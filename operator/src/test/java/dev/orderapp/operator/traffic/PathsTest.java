package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.PreviewSpec;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the texts and types of two paths are; {@link PathPairsTest} says where they lead. */
class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "/api, /api, true",
        "/api, /api/orders/7, true",
        "/api, /apis, false",
        "/api, /, false",
        "/v1.2/api, /v1.2/api/orders, true",
        "/v1.2/api, /v1x2/api/orders, false",
    })
    void anExpressionMatchesThePathAndAllBelowIt(String path, String request, boolean matches) {
        String expression = new Paths(Map.of(frontend, "/", backend, path), false, null).text(backend);
        // The controllers anchor the start only.
        assertEquals(matches, Pattern.compile("^" + expression).matcher(request).find());
    }

    @ParameterizedTest
    @CsvSource({"/shop, /api", "/shop, /shopapi", "/a.b, /a", "/Shop, /shop/api", "/~x, /x"})
    void pathsSideBySideArePlainTextThatLeavesTheHostToOthers(String page, String api) {
        Paths paths = new Paths(Map.of(frontend, page, backend, api), false, null);
        assertFalse(paths.areExpressions());
        assertEquals("Prefix", paths.type());
        assertEquals(page, paths.text(frontend));
        assertEquals(api, paths.text(backend));
    }

    @Test
    void anApiAloneNeedsNoExpression() {
        Paths paths = new Paths(Map.of(backend, "/api"), false, null);
        assertEquals("Prefix", paths.type());
        assertEquals("/api", paths.text(backend));
    }

    @Test
    void anExpressionOfTheUsersOwnMakesBothPathsExpressionsThatEndWhereAPathEnds() {
        IngressSettings entrance = IngressSettings.of(ReleaseFixtures.shop("""
                        backend: {image: "acme/order-backend:1.0.0", path: /svc}
                        frontend: {image: "acme/order-frontend:1.0.0", path: /shop}
                        ingress: {annotations: {nginx.ingress.kubernetes.io/rewrite-target: /x}}
                        """).getSpec(), Set.of(backend, frontend));
        assertEquals("/svc(/|$)", entrance.rules().text(backend));
        assertEquals("/shop(/|$)", entrance.rules().text(frontend));
        assertEquals("ImplementationSpecific", entrance.rules().type());
    }

    @ParameterizedTest
    @CsvSource({"/, /api", "/shop, /shop/api", "/a.b.c, /a.b.c/d"})
    void theInnerRuleIsLongerThanEveryOneOfTheOuterAndNoLongerThanThat(String outer, String inner) {
        Paths paths = new Paths(Map.of(frontend, outer, backend, inner), false, null);
        assertEquals(
                paths.text(frontend).length() + Paths.LONGEST_CONDITION + 1,
                paths.text(backend).length());
        Paths swapped = new Paths(Map.of(frontend, inner, backend, outer), false, null);
        assertEquals(paths.text(backend), swapped.text(frontend));
        assertEquals(paths.text(frontend), swapped.text(backend));
    }

    @Test
    void testersMakeTheInnerRuleLongerByWhatTheyAddToTheConditions() {
        Map<ComponentName, String> both = Map.of(frontend, "/", backend, "/api");
        PreviewSpec preview = new PreviewSpec("shop_preview", "testers-2026");
        assertEquals(
                new Paths(both, false, null).text(backend).length() + "(|shop_preview=testers-2026)".length(),
                new Paths(both, false, preview).text(backend).length());
    }

    @Test
    void theConditionsOfNoCanaryAreLongerThanThePaddingIsMadeFor() {
        int longest = 0;
        for (int first = 0; first < 100; first++) {
            for (int weight = 1; weight < 100; weight++) {
                longest = Math.max(longest, TraefikModel.conditions(new Buckets(first, weight)));
            }
        }
        assertEquals(Paths.LONGEST_CONDITION, longest);
        assertTrue(TraefikModel.conditions(PathPair.NEW) <= longest);
    }
}
