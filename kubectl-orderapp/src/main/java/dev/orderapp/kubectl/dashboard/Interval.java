package dev.orderapp.kubectl.dashboard;

import dev.orderapp.v1.EventCounts;
import java.util.Optional;

/**
 * A share of bad events with its bounds: the interval of Wilson (1927) that covers the true share in 95 % of cases. It shows how much was
 * seen; the release is judged by the odds, which may be looked at any time, as such an interval may not.
 *
 * @param bad events
 * @param total events
 * @param share of bad ones, from 0 to 1; 0 where nothing was counted
 * @param low bound
 * @param high bound
 */
record Interval(long bad, long total, double share, double low, double high) {
    private static final double Z = 1.959964;

    static Interval of(EventCounts counts) {
        long total = Optional.ofNullable(counts).map(EventCounts::total).orElse(0L);
        long bad = Optional.ofNullable(counts).map(EventCounts::bad).orElse(0L);
        if (total <= 0) {
            return new Interval(0, 0, 0, 0, 1);
        }
        double share = (double) bad / total;
        double square = Z * Z / total;
        double middle = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square);
        return new Interval(bad, total, share, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
