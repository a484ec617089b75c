package dev.orderapp.kubectl.dashboard;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.format.NumberFormats;
import java.util.Optional;

/**
 * A share of bad events, or of good ones where those are compared, with its bounds: the interval of Wilson (1927) that covers the true share in 95 % of cases. It shows how much was
 * counted; the release is judged by the odds, which stay valid however often they are computed, as such an interval does not.
 *
 * @param bad events that are compared
 * @param total events
 * @param share of those, from 0 to 1; 0 where nothing was counted
 * @param low bound
 * @param high bound
 * @param shareText the share in per cent; null where nothing was counted
 * @param lowText the low bound in per cent
 * @param highText the high bound in per cent
 */
record WilsonInterval(
        long bad,
        long total,
        double share,
        double low,
        double high,
        String shareText,
        String lowText,
        String highText) {
    private static final double Z = 1.959964;

    static WilsonInterval of(EventCounts counts) {
        long total = Optional.ofNullable(counts).map(EventCounts::total).orElse(0L);
        long bad = Optional.ofNullable(counts).map(EventCounts::bad).orElse(0L);
        if (total <= 0) {
            return new WilsonInterval(0, 0, 0, 0, 1, null, null, null);
        }
        double share = (double) bad / total;
        double square = Z * Z / total;
        double middle = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square);
        double low = Math.max(0, middle - half);
        double high = Math.min(1, middle + half);
        return new WilsonInterval(
                bad,
                total,
                share,
                low,
                high,
                NumberFormats.percent(share),
                NumberFormats.percent(low),
                NumberFormats.percent(high));
    }
}
