package dev.orderapp.operator.metrics.prometheus;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several expressions in one, so that all are evaluated on the same samples. Asked one after the other, a scrape that arrives between
 * them is in one answer and not in the other, even if all are for the same time: a scrape bears the time when it began. Errors would
 * come without their events, or events without being good.
 *
 * <p>Source: the Prometheus documentation, "Querying: functions" for {@code label_replace} and "Operators" for {@code or}; that a query
 * sees only whole scrapes, and the same ones throughout, is its storage's isolation.
 */
final class JoinedExpression {
    /** Says of each element of the answer which expression it comes from. */
    static final String LABEL = "orderapp_asked";

    private JoinedExpression() {}

    /**
     * @param expressions by name, which becomes the value of {@link #LABEL}; instant vectors
     */
    static String of(Map<String, String> expressions) {
        // The line break ends a comment that an expression may end with.
        return expressions.entrySet().stream()
                .map(e -> "label_replace((" + e.getValue() + "\n), \"" + LABEL + "\", \"" + e.getKey()
                        + "\", \"\", \"\")")
                .collect(Collectors.joining(" or "));
    }
}
