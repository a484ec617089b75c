package dev.orderapp.v1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it in the spec: one to four whole numbers with a unit, such as {@code 90s},
 * {@code 1h30m} or {@code 500ms}.
 *
 * <p>The notation is the Gateway API's (GEP-2257). It is narrower than Go's, which CEL's {@code duration()} reads: no
 * sign, no fractions, no unit below a millisecond; so Java and the API server can't differ about a value.
 */
public final class HumanDuration {
    /** The notation as a regular expression that Java and RE2, the API server's, read alike. */
    static final String PATTERN = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|h|m|s)");

    private HumanDuration() {}

    /**
     * Reads a duration that the API server has accepted.
     *
     * @param text for example {@code 1h30m}
     * @return the duration, zero or longer
     * @throws IllegalArgumentException if {@code text} is not in this notation
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: write whole numbers with h, m, s or ms, such as 90s or 1h30m");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMillis(amount);
        };
    }
}
