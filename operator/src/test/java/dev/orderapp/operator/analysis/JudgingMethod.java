package dev.orderapp.operator.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /** The same with the orders that visits bring. */
    static final List<String> READINGS_WITH_VISITS = Stream.concat(
                    DEFAULT_READINGS.stream(), Stream.of("orders-per-visit"))
            .toList();

    private static final Map<String, Alpha> ALPHAS = ErrorBudget.share(0.01, DEFAULT_READINGS);

    /** This judge as it is without settings. */
    static final JudgingMethod JUDGE = judge("this judge", serverErrors(0.05, false));

    /** Orders per visit alone, with the share of the error budget that they get beside all defaults. */
    static final JudgingMethod VISITS = judge("orders per visit", ordersPerVisit());

    /** The same where counting has gone on for two minutes, so that all that is counted began by the weight of now. */
    static final JudgingMethod COUNTED_VISITS = judge("orders per visit", ordersPerVisit(Duration.ZERO));

    /** The defaults and orders per visit, in the order of {@link #READINGS_WITH_VISITS}. */
    static final JudgingMethod EVERYTHING = judge("all defaults and orders per visit", everything());

    /** Where 5 % of errors are normal, a ceiling of 5 % is none that a team would set. */
    static final JudgingMethod JUDGE_WITH_HIGH_CEILING = judge("ceiling 10 %", serverErrors(0.10, false));

    /** Readings as the judge's defaults have them, with the share of the error budget that they get beside each other. */
    static MetricRule serverErrors(double ceiling, boolean clustered) {
        return new MetricRule("server-errors", 1, ceiling, 50, clustered, ALPHAS.get("server-errors"));
    }

    static MetricRule slowRequests(boolean clustered, double ceiling) {
        return new MetricRule("slow-requests", 1.5, ceiling, 50, clustered, ALPHAS.get("slow-requests"));
    }

    /** Orders per visit, of visits that are counted two minutes after they began. */
    static MetricRule ordersPerVisit() {
        return ordersPerVisit(VisitTraffic.AGE);
    }

    private static MetricRule ordersPerVisit(Duration delay) {
        return MetricRule.fewer(
                "orders-per-visit",
                1,
                50,
                delay,
                ErrorBudget.share(0.01, READINGS_WITH_VISITS).get("orders-per-visit"));
    }

    private static MetricRule[] everything() {
        Map<String, Alpha> alphas = ErrorBudget.share(0.01, READINGS_WITH_VISITS);
        return READINGS_WITH_VISITS.stream()
                .map(name -> switch (name) {
                    case "slow-requests" -> new MetricRule(name, 1.5, 0.25, 50, true, alphas.get(name));
                    case "failed-orders" -> new MetricRule(name, 1, 0.1, 1, false, alphas.get(name));
                    case "page-failures" -> new MetricRule(name, 1, 0.05, 1, false, alphas.get(name));
                    case "orders-per-visit" -> ordersPerVisit();
                    default -> new MetricRule(name, 1, 0.05, 50, false, alphas.get(name));
                })
                .toArray(MetricRule[]::new);
    }

    static JudgingMethod judge(String name, MetricRule... rules) {
        return new JudgingMethod(name, 5, () -> ReleaseMonitor.judge(List.of(rules), 5));
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
