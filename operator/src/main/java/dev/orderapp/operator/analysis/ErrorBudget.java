package dev.orderapp.operator.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shares the chance that an equally good release is rolled back out over all tests that could roll it back. By the union bound
 * (Bonferroni) the shares may be of any size as long as they sum to the whole, whatever the dependence between the tests.
 *
 * <p>Half goes to the test that catches most bad releases: {@value #MAIN_METRIC} against stable, as the Pods
 * count it; where only other sources read it, the first of those. The rest is split evenly over
 * the other tests. An even split over all would cost that test a quarter of its speed with four metrics.
 */
public final class ErrorBudget {
    /** The metric whose comparison with stable gets half of the budget. */
    public static final String MAIN_METRIC = "server-errors";

    private ErrorBudget() {}

    /**
     * The share of each reading's two tests.
     *
     * @param falseAlarm chance for the whole release, above 0 and below 1
     * @param readings names of all readings of the release, unlike each other: a metric's own name, or followed by its source as in
     *     "server-errors (Ingress)"
     */
    public static Map<String, Alpha> share(double falseAlarm, List<String> readings) {
        Optional<String> main = main(readings);
        int tests = 2 * readings.size();
        double even = main.isPresent() ? falseAlarm / 2 / (tests - 1) : falseAlarm / tests;
        Map<String, Alpha> shares = new LinkedHashMap<>();
        for (String reading : readings) {
            boolean half = main.filter(reading::equals).isPresent();
            shares.put(reading, new Alpha(half ? falseAlarm / 2 : even, even));
        }
        return shares;
    }

    private static Optional<String> main(List<String> readings) {
        return readings.contains(MAIN_METRIC)
                ? Optional.of(MAIN_METRIC)
                : readings.stream()
                        .filter(reading -> reading.startsWith(MAIN_METRIC + " ("))
                        .findFirst();
    }
}
