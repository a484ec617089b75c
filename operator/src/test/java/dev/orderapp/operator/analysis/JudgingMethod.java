package dev.orderapp.operator.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A way to judge releases.
 *
 * @param name in tables
 * @param everySeconds how often it measures
 * @param monitor of one release
 */
record JudgingMethod(String name, int everySeconds, Supplier<ReleaseMonitor> monitor) {
    /** Every reading that a release is judged by that names no metrics, on a cluster whose ingress controller is read as well. */
    static final List<String> DEFAULT_READINGS =
            List.of("server-errors", "server-errors (Ingress)", "slow-requests", "failed-orders", "page-failures");

    private static final Map<String, Alpha> ALPHAS = ErrorBudget.share(0.01, DEFAULT_READINGS);

    /** This judge as it is without settings. */
    static final JudgingMethod JUDGE = judge("this judge", serverErrors(0.05, false));

    /** Where 5 % of errors are normal, a ceiling of 5 % is none that a team would set. */
    static final JudgingMethod JUDGE_WITH_HIGH_CEILING = judge("ceiling 10 %", serverErrors(0.10, false));

    /** Readings as the judge's defaults have them, with the share of the error budget that they get beside each other. */
    static MetricRule serverErrors(double ceiling, boolean clustered) {
        return new MetricRule("server-errors", 1, ceiling, 50, clustered, ALPHAS.get("server-errors"));
    }

    static MetricRule slowRequests(boolean clustered, double ceiling) {
        return new MetricRule("slow-requests", 1.5, ceiling, 50, clustered, ALPHAS.get("slow-requests"));
    }

    static JudgingMethod judge(String name, MetricRule... rules) {
        return new JudgingMethod(name, 5, () -> ReleaseMonitor.judge(List.of(rules)));
    }

    /** So many alike metrics, the first of them the main one, which share one error budget. */
    static JudgingMethod judge(int metrics) {
        List<String> names = new ArrayList<>(List.of(ErrorBudget.MAIN_METRIC));
        while (names.size() < metrics) {
            names.add("metric-" + names.size());
        }
        Map<String, Alpha> alphas = ErrorBudget.share(0.01, names);
        return judge(
                metrics + " metrics",
                names.stream()
                        .map(name -> new MetricRule(name, 1, 0.05, 50, false, alphas.get(name)))
                        .toArray(MetricRule[]::new));
    }
}
