package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The value of a YAML text without quotes, as kubectl reads it, by {@code sigs.k8s.io/yaml/goyaml.v2}: yes, on and y are true as in YAML 1.1, but 12:30
 * and 2026-11-29 are texts. A number without a fraction is whole, however it is written, as it becomes JSON.
 */
final class PlainScalar {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?[.](inf|Inf|INF)|[.](nan|NaN|NAN)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern WHOLE =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)");

    private static final Map<String, Integer> RADIX = Map.of("0x", 16, "0b", 2, "0o", 8);

    /** As many as a double has exactly. */
    private static final double EXACT = 1L << 53;

    private PlainScalar() {}

    /** An infinity, or not a number: JSON has neither. */
    static boolean isNotFinite(String text) {
        return NOT_FINITE.matcher(text).matches();
    }

    static JsonNode of(String text) {
        if (NULL.contains(text)) {
            return JSON.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return JSON.booleanNode(TRUE.contains(text));
        }
        String digits =
                Character.isDigit(text.charAt(0)) || "+-.".indexOf(text.charAt(0)) >= 0 ? text.replace("_", "") : "";
        if (WHOLE.matcher(digits).matches()) {
            BigInteger number = whole(digits);
            return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
        }
        if (FLOAT.matcher(digits).matches()) {
            double number = Double.parseDouble(digits);
            return number == Math.rint(number) && Math.abs(number) <= EXACT
                    ? JSON.numberNode((long) number)
                    : JSON.numberNode(number);
        }
        return JSON.textNode(text);
    }

    private static BigInteger whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[-+]", "").toLowerCase(Locale.ROOT);
        int radix =
                RADIX.getOrDefault(digits.substring(0, Math.min(2, digits.length())), digits.startsWith("0") ? 8 : 10);
        BigInteger number = new BigInteger(digits.replaceFirst("^0[xbo]", ""), radix);
        return negative ? number.negate() : number;
    }
}
