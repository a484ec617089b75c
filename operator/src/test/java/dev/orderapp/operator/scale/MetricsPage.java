package dev.orderapp.operator.scale;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator says of its passes, from the text of its metrics page. */
final class MetricsPage {
    private static final Pattern COUNT = Pattern.compile("orderapp_reconcile_seconds_count (\\S+)");
    private static final Pattern BUCKET =
            Pattern.compile("orderapp_reconcile_seconds_bucket\\{le=\"([^\"]+)\"\\} (\\S+)");

    private final String text;

    MetricsPage(String text) {
        this.text = text;
    }

    /** Looks at releases so far. */
    double passes() {
        Matcher count = COUNT.matcher(text);
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
    }

    /**
     * The time within which a share of the passes was over, interpolated between the bounds of its bucket, in milliseconds.
     *
     * @param share from 0 to 1
     */
    double quantile(double share) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        Matcher bucket = BUCKET.matcher(text);
        while (bucket.find()) {
            double bound = bucket.group(1).equals("+Inf") ? Double.MAX_VALUE : Double.parseDouble(bucket.group(1));
            buckets.put(bound, Double.parseDouble(bucket.group(2)));
        }
        double rank = share * passes();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> entry : buckets.entrySet()) {
            double upTo = entry.getValue();
            if (upTo >= rank && upTo > below) {
                return 1000 * (lower + (entry.getKey() - lower) * (rank - below) / (upTo - below));
            }
            lower = entry.getKey();
            below = upTo;
        }
        return 0;
    }
}
