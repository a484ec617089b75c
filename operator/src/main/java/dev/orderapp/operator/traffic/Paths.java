package dev.orderapp.operator.traffic;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.PreviewSpec;
import java.util.Map;

/**
 * The paths of page and API as an Ingress writes them, so that both controllers try the inner one first if one is inside the other.
 *
 * <p>Side by side they are plain text of the type {@code Prefix}, which no other Ingress of the host notices. For one inside the other
 * that would do on ingress-nginx, which compares paths first and canary conditions later. Traefik makes a route of every canary
 * condition and tries all routes from the longest rule to the shortest: the page's canary route, whose rule holds a pattern over the
 * buckets, would come before {@code /api} and take the API calls of every visitor in those buckets. So both paths become regular
 * expressions, and the inner one is padded with an alternative that no request uses, until its rule is longer than any of the outer.
 *
 * @param expected whether the controllers take them for expressions anyway, because of the user's own annotations
 * @param preview the testers' cookie, which makes a canary's conditions longer; null: there is none
 */
record Paths(Map<ComponentName, String> paths, boolean expected, PreviewSpec preview) {
    /**
     * How much longer a rule is with a canary's conditions but for testers, at most: with the longest pattern over the buckets and the value
     * {@code always} of the pin.
     */
    static final int LONGEST_CONDITION = 166;

    private static final String PADDING = "-the-longest-rule-is-tried-first";

    /** Whether they are regular expressions, which ingress-nginx and Traefik then take all paths of the host for. */
    boolean areExpressions() {
        return expected || paths.values().stream().anyMatch(this::isInside);
    }

    /** The path of a component's rule. */
    String text(ComponentName component) {
        String path = paths.get(component);
        if (!areExpressions()) {
            return path;
        }
        if (!isInside(path)) {
            return expression(path, "");
        }
        int longer = paths.values().stream()
                .filter(other -> !other.equals(path))
                .mapToInt(outer -> expression(outer, "").length() + longestCondition() + 1)
                .sum();
        int missing = longer - expression(path, "|").length();
        return expression(
                path, "|" + PADDING.repeat(1 + missing / PADDING.length()).substring(0, Math.max(missing, 0)));
    }

    private int longestCondition() {
        return LONGEST_CONDITION + CanaryCookies.longerFor(preview);
    }

    /** The type of a component's path: the controllers refuse or quote an expression under the type Prefix. */
    String type() {
        return areExpressions() ? "ImplementationSpecific" : "Prefix";
    }

    private boolean isInside(String path) {
        return paths.values().stream()
                .anyMatch(outer -> !outer.equals(path) && (outer.equals("/") || path.startsWith(outer + "/")));
    }

    /** Matches a path and all below it, as the path type Prefix does. */
    private static String expression(String path, String padding) {
        return path.equals("/") ? path : path.replace(".", "[.]") + "(/|$" + padding + ")";
    }
}
