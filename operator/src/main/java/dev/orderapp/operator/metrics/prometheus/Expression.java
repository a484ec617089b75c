package dev.orderapp.operator.metrics.prometheus;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PromQL with placeholders, as a release has it. */
final class Expression {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([^{}]*?) *}}");

    private Expression() {}

    /**
     * Fills the placeholders in. The values are escaped as in the strings that they should stand in, so that none of them can end its
     * string.
     *
     * @throws IllegalArgumentException if there is one without a value
     */
    static String filled(String expression, Map<String, String> values) {
        return PLACEHOLDER.matcher(expression).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("{{" + found.group(1) + "}} is no placeholder; there are "
                        + "{{namespace}}, {{release}}, {{component}} and {{revision}}");
            }
            return Matcher.quoteReplacement(escaped(value));
        });
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("'", "\\'")
                .replace("`", "\\x60")
                .replace("\n", "\\n");
    }
}
