package dev.orderapp.v1;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A share as people write it in the spec: per cent, above 0 and up to 100, with up to four decimals, such as
 * {@code 5%} or {@code 0.5%}.
 */
public final class Percentage {
    /** The notation as a regular expression that Java and RE2, the API server's, read alike. */
    static final String PATTERN = "^([0-9]{1,2}([.][0-9]{1,4})?|100)%$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    private Percentage() {}

    /**
     * Reads a percentage that the API server has accepted.
     *
     * @param text for example {@code 0.5%}
     * @return the share, above 0 and at most 1: 0.005 for {@code 0.5%}
     * @throws IllegalArgumentException if {@code text} is not in this notation, or zero
     */
    public static double parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw refused(text);
        }
        // Decimal until the end: 0.07 / 100 in binary is not the double nearest to 0.0007.
        BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
        if (percent.signum() == 0) {
            throw refused(text);
        }
        return percent.movePointLeft(2).doubleValue();
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a percentage above 0% and up to 100%: write it like 5% or 0.5%");
    }
}
