package dev.orderapp.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long reconciles take and wait, from the text of the operator's metrics page. */
record ReconcileTimes(Times reconciles, Times queue) {

    /** The page's text. */
    static ReconcileTimes of(String text) {
        return new ReconcileTimes(
                times(text, "orderapp_reconcile_seconds"), times(text, "orderapp_reconcile_queue_seconds"));
    }

    private static Times times(String text, String series) {
        Map<Double, Double> upTo = new TreeMap<>();
        Matcher bucket =
                Pattern.compile(series + "_bucket\\{le=\"([^\"]+)\"\\} (\\S+)").matcher(text);
        while (bucket.find()) {
            double bound = bucket.group(1).equals("+Inf") ? Double.MAX_VALUE : Double.parseDouble(bucket.group(1));
            upTo.put(bound, Double.parseDouble(bucket.group(2)));
        }
        return new Times(upTo);
    }

    /** What came after an earlier page of the same process. */
    ReconcileTimes since(ReconcileTimes before) {
        return new ReconcileTimes(reconciles.minus(before.reconciles), queue.minus(before.queue));
    }

    /**
     * A histogram.
     *
     * @param upTo how many times were at most so many seconds, by the bounds of the buckets
     */
    record Times(Map<Double, Double> upTo) {
        double count() {
            return upTo.getOrDefault(Double.MAX_VALUE, 0.0);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", quantile(0.5), quantile(0.99));
        }

        private Times minus(Times before) {
            Map<Double, Double> difference = new TreeMap<>();
            upTo.forEach((bound, count) -> difference.put(bound, count - before.upTo.getOrDefault(bound, 0.0)));
            return new Times(difference);
        }

        /**
         * The time that a share of all did not exceed, interpolated between the bounds of its bucket, in milliseconds; what is
         * above the last bound is taken for twice as long.
         *
         * @param share from 0 to 1
         */
        double quantile(double share) {
            double rank = share * count();
            double lower = 0;
            double below = 0;
            for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
                double upper = bucket.getKey() == Double.MAX_VALUE ? 2 * lower : bucket.getKey();
                if (bucket.getValue() >= rank && bucket.getValue() > below) {
                    return 1000 * (lower + (upper - lower) * (rank - below) / (bucket.getValue() - below));
                }
                lower = upper;
                below = bucket.getValue();
            }
            return 0;
        }
    }
}
