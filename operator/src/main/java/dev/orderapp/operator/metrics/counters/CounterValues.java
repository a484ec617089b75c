package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import java.util.Map;
import java.util.Optional;

/**
 * What several counters stood at, each for itself: a sum can't tell one that went back from one that grew.
 *
 * @param values by name and labels of the series
 */
public record CounterValues(Map<String, Double> values) {
    /** No counter at all. */
    public static final CounterValues NONE = new CounterValues(Map.of());

    public CounterValues {
        values = Map.copyOf(values);
    }

    /** Whether there is no counter. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    double sum() {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    boolean areCounts() {
        // Written so that NaN is caught as well.
        return values.values().stream().allMatch(v -> v >= 0 && v <= Counts.MAX) && sum() <= Counts.MAX;
    }

    /** Whether a series is missing that was there before. */
    boolean lacks(CounterValues before) {
        return !values.keySet().containsAll(before.values.keySet());
    }

    /**
     * What was counted since earlier values; empty if they can't be compared, as one that went back or is missing began anew at an
     * unknown time.
     *
     * @param fromZero see {@link ScrapeTarget}
     */
    Optional<Double> since(CounterValues before, boolean fromZero) {
        if (lacks(before) || !fromZero && before.lacks(this)) {
            return Optional.empty();
        }
        double sum = 0;
        for (Map.Entry<String, Double> series : values.entrySet()) {
            double grown = series.getValue() - before.values.getOrDefault(series.getKey(), 0.0);
            if (grown < 0) {
                return Optional.empty();
            }
            sum += grown;
        }
        return Optional.of(sum);
    }
}
