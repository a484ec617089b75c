package dev.orderapp.v1.format;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Counts, percentages, factors and odds as sentences write them. */
public final class NumberFormats {
    private static final double LOG_MILLION = Math.log(1e6);
    private static final double SMALL_SHARE = 0.0005;

    /** How far a computed ratio may lie below the number that is meant: e to the power of ln 200 is 199.99999999999997. */
    private static final double ROUNDING_ERROR = 1e-9;

    // Ready to be copied: to read a pattern takes longer than to write a number by it.
    private static final DecimalFormat COUNT = pattern("#,##0");
    private static final DecimalFormat FACTOR = pattern("0.##");
    private static final DecimalFormat PERCENT = pattern("0.#");
    private static final DecimalFormat SMALL_PERCENT = pattern("0.###");
    private static final DecimalFormat ODDS = pattern("#,##0.#");

    private NumberFormats() {}

    /** A number of events, for example {@code 12,345}. */
    public static String count(long number) {
        return format(COUNT, number);
    }

    /** How many times, for example {@code 1.5}. */
    public static String factor(double times) {
        return format(FACTOR, times);
    }

    /** A share from 0 to 1 as a percentage, for example {@code 7.5 %}, {@code 0.4 %} or, below 0.05 %, {@code 0.012 %}. */
    public static String percent(double share) {
        return format(share > 0 && share < SMALL_SHARE ? SMALL_PERCENT : PERCENT, share * 100) + " %";
    }

    /** A weight, which is a whole percentage of the visitors, for example {@code 30 %}. */
    public static String weight(int percent) {
        return percent + " %";
    }

    /** Bad events out of all of them, with their share where there are any, for example {@code 31 of 412 (7.5 %)}. */
    public static String events(long bad, long total) {
        return count(bad) + " of " + count(total) + (total == 0 ? "" : " (" + percent((double) bad / total) + ")");
    }

    /**
     * Odds, for example {@code 4,800:1} or {@code 1:2}. Two significant digits, as more would pretend to a precision that they
     * don't have; cut off rather than rounded, as odds just short of a threshold must not look as if they had reached it.
     *
     * @param logOdds their natural logarithm
     */
    public static String odds(double logOdds) {
        if (Math.abs(logOdds) > LOG_MILLION) {
            return logOdds > 0 ? "above 1,000,000:1" : "below 1:1,000,000";
        }
        double ratio = Math.exp(Math.abs(logOdds));
        double unit = Math.pow(10, Math.floor(Math.log10(ratio) + ROUNDING_ERROR) - 1);
        String digits = format(ODDS, Math.floor(ratio / unit + ROUNDING_ERROR) * unit);
        return logOdds >= 0 ? digits + ":1" : "1:" + digits;
    }

    /**
     * The highest odds that a test has reached, for example {@code 250:1}. Odds that never were above even ones say nothing
     * against the canary.
     */
    public static String highestOdds(double logOdds) {
        return logOdds <= 0 ? "even" : odds(logOdds);
    }

    private static DecimalFormat pattern(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** By a copy, as a format is for one thread alone. */
    private static String format(DecimalFormat pattern, double number) {
        return ((DecimalFormat) pattern.clone()).format(number);
    }
}
