package dev.orderapp.v1;

/** Where a metric's counters are read. */
public enum MetricSource {
    /** Each Pod's own Prometheus page. */
    Pods
}
