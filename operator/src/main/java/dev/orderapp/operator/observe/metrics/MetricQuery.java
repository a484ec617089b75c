package dev.orderapp.operator.observe.metrics;

import dev.orderapp.v1.ComponentName;

/**
 * Which counters make up a metric.
 *
 * @param name of the metric
 * @param component whose Pods count
 * @param bad counters of the bad events, all of them counted by {@code total} too
 * @param total counters of all events
 */
public record MetricQuery(String name, ComponentName component, Selector bad, Selector total) {}
