package dev.orderapp.operator.traffic;

/**
 * Paths as regular expressions, so that the API's rule always comes before the page's.
 *
 * <p>ingress-nginx compares paths first and canary conditions later. Traefik makes a route of every canary condition and tries
 * the routes from the longest rule to the shortest: the page's canary route, whose rule holds a pattern over the buckets,
 * would come before {@code /api} and take the API calls of every visitor in those buckets. So every path but {@code /} is
 * padded with an alternative that no request uses, until its rule is longer than any of the page's. Both controllers try
 * expressions from the longest to the shortest.
 */
final class Paths {
    /** Longer than the longest rule of a page's canary: 250 characters with the widest pattern of buckets. */
    static final int LONGER_THAN_ANY_CANARY_RULE = 320;

    private static final String PADDING = "-the-longest-rule-is-tried-first";

    private Paths() {}

    /** Matches a path and all below it, as the path type Prefix does. */
    static String expression(String path) {
        if (path.equals("/")) {
            return path;
        }
        StringBuilder expression = new StringBuilder(path.replace(".", "\\.")).append("(/|$|");
        while (expression.length() < LONGER_THAN_ANY_CANARY_RULE) {
            expression.append(PADDING);
        }
        return expression.append(')').toString();
    }
}
