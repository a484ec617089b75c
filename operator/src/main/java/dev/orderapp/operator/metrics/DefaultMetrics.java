package dev.orderapp.operator.metrics;

import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.v1.BurstCounting;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.OrderAppReleaseSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a release is judged by that names no metrics. The counters are the order app's own, all of them on the API's Pods; each is there
 * with zero from the start, and counts so much of each visitor and no more (docs/security.md, "What counts").
 */
public final class DefaultMetrics {
    /** Requests under /api that failed or hang. What one visitor repeats, and what the shop's own page does not send, is in neither of the two. */
    private static final MetricSpec SERVER_ERRORS = new MetricSpec(
            ErrorBudget.MAIN_METRIC,
            ComponentName.backend,
            MetricSource.Pods,
            "shop_requests_total{outcome=~\"error|hanging\"}",
            null,
            "shop_requests_total{outcome!~\"error_again|ok_again|foreign\"}",
            1.0,
            "5%",
            50,
            "0s",
            BurstCounting.Each);

    /** Requests that no Pod answered, or not in time; what a Pod answers it counts itself, and bounds for each visitor. */
    private static final MetricSpec UNANSWERED = new MetricSpec(
            ErrorBudget.MAIN_METRIC,
            ComponentName.backend,
            MetricSource.Ingress,
            "unanswered",
            null,
            "requests",
            1.0,
            "5%",
            50,
            "0s",
            BurstCounting.Each);

    /**
     * Requests that took longer than half a second. A JVM is slow at first, and a stall slows all requests of its moment. An app that counts
     * each of them has no label {@code counted}, which is as good as another value.
     */
    private static final MetricSpec SLOW_REQUESTS = new MetricSpec(
            "slow-requests",
            ComponentName.backend,
            MetricSource.Pods,
            null,
            "http_server_requests_seconds_bucket{le=\"0.5\",counted!=\"false\"}",
            "http_server_requests_seconds_count{counted!=\"false\"}",
            1.5,
            "25%",
            50,
            "30s",
            BurstCounting.Once);

    /** Orders that signed-in customers could not place though the goods were there, whatever the status of the answer. */
    private static final MetricSpec FAILED_ORDERS = new MetricSpec(
            "failed-orders",
            ComponentName.backend,
            MetricSource.Pods,
            "shop_orders_total{outcome=~\"refused|failed\"}",
            null,
            "shop_orders_total{outcome=~\"placed|refused|failed\"}",
            1.0,
            "10%",
            1,
            "0s",
            BurstCounting.Each);

    /** Signed-in users whose page did not start or broke; the page reports it to the API of its own version. */
    private static final MetricSpec PAGE_FAILURES = new MetricSpec(
            "page-failures",
            ComponentName.backend,
            MetricSource.Pods,
            "shop_page_users_failed_total",
            null,
            "shop_page_users_total",
            1.0,
            "5%",
            1,
            "0s",
            BurstCounting.Each);

    private final boolean ingress;

    /** @param ingress whether the operator knows where the ingress controller's metrics are */
    public DefaultMetrics(boolean ingress) {
        this.ingress = ingress;
    }

    /** The metrics for what a release consists of. */
    public List<MetricSpec> of(OrderAppReleaseSpec spec) {
        List<MetricSpec> metrics = new ArrayList<>(List.of(SERVER_ERRORS));
        if (ingress) {
            metrics.add(UNANSWERED);
        }
        metrics.add(SLOW_REQUESTS);
        metrics.add(FAILED_ORDERS);
        if (spec.frontend() != null) {
            metrics.add(PAGE_FAILURES);
        }
        return List.copyOf(metrics);
    }
}
