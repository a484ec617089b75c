package dev.orderapp.kubectl.view;

import dev.orderapp.v1.EventCounts;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/** Counts, shares and odds as the operator's own sentences write them. */
final class Numbers {
    private static final double LOG_MILLION = Math.log(1e6);
    private static final double SMALL_SHARE = 0.0005;

    private Numbers() {}

    static String count(long number) {
        return format("#,##0", number);
    }

    /** How many times, for example {@code 1.5}. */
    static String factor(double times) {
        return format("0.##", times);
    }

    /** A share as per cent, for example {@code 7.5 %}. */
    static String percent(double share) {
        return format(share > 0 && share < SMALL_SHARE ? "0.###" : "0.#", share * 100) + " %";
    }

    /** Bad of all events and their share, for example {@code 31 of 412 (7.5 %)}. */
    static String shares(EventCounts counts) {
        long total = total(counts);
        long bad = bad(counts);
        return count(bad) + " of " + count(total) + (total == 0 ? "" : " (" + percent((double) bad / total) + ")");
    }

    static long total(EventCounts counts) {
        return Optional.ofNullable(counts).map(EventCounts::total).orElse(0L);
    }

    static long bad(EventCounts counts) {
        return Optional.ofNullable(counts).map(EventCounts::bad).orElse(0L);
    }

    /**
     * Odds of at least even ones, for example {@code 4,800:1}. Two digits, cut off rather than rounded: odds just short of a threshold
     * must not look as if they had reached it.
     */
    static String odds(double logOdds) {
        if (logOdds > LOG_MILLION) {
            return "above 1,000,000:1";
        }
        double odds = Math.exp(Math.max(0, logOdds));
        double unit = Math.pow(10, Math.floor(Math.log10(odds)) - 1);
        // The odds are computed with a tiny error: a threshold of 200 must not read 190.
        return format("#,##0.#", Math.floor(odds / unit + 1e-9) * unit) + ":1";
    }

    private static String format(String pattern, double number) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
