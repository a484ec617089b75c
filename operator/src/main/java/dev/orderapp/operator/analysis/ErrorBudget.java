package dev.orderapp.operator.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares the chance that an equally good release is taken back out over all tests that could take it back. By the union bound
 * (Bonferroni) the shares may be of any size as long as they sum to the whole, whatever the dependence between the tests.
 *
 * <p>Half goes to the test that catches most bad releases: {@value #MAIN_METRIC} against stable. The rest is split evenly over
 * the other tests. An even split over all would cost that test a quarter of its speed with four metrics.
 */
public final class ErrorBudget {
    /** The metric whose comparison with stable gets half of the budget. */
    public static final String MAIN_METRIC = "server-errors";

    private ErrorBudget() {}

    /**
     * The share of each metric's two tests.
     *
     * @param falseAlarm chance for the whole release, above 0 and below 1
     * @param metrics names of all metrics of the release
     */
    public static Map<String, Alpha> share(double falseAlarm, List<String> metrics) {
        boolean hasMain = metrics.contains(MAIN_METRIC);
        int tests = 2 * metrics.size();
        double even = hasMain ? falseAlarm / 2 / (tests - 1) : falseAlarm / tests;
        Map<String, Alpha> shares = new LinkedHashMap<>();
        for (String metric : metrics) {
            shares.put(metric, new Alpha(metric.equals(MAIN_METRIC) ? falseAlarm / 2 : even, even));
        }
        return shares;
    }
}
