package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.v1.ComponentName;

/**
 * Which counters make up a metric.
 *
 * @param name of the metric
 * @param component whose Pods count
 * @param bad counters of the bad events, all of them counted by {@code total} too
 * @param total counters of all events
 */
public record MetricQuery(String name, ComponentName component, Selector bad, Selector total) {

    /** Answers of the API with a status of 500 and above, as Micrometer counts them; probes and this page left out. */
    public static MetricQuery serverErrors() {
        return new MetricQuery(
                ErrorBudget.MAIN_METRIC,
                ComponentName.backend,
                Selector.parse("http_server_requests_seconds_count{uri!~\"/actuator.*\",status=~\"5..\"}"),
                Selector.parse("http_server_requests_seconds_count{uri!~\"/actuator.*\"}"));
    }
}
