package dev.orderapp.v1;

/** Where a metric's counters are read. The addresses of Ingress and Prometheus are settings of the operator. */
public enum MetricSource {
    /**
     * Each Pod's own Prometheus page; bad, good and total are series as PromQL selects them, several joined by +, such as
     * <code>http_server_requests_seconds_count{status=~"5.."}</code>.
     */
    Pods,
    /**
     * What the ingress controller counted; bad, good and total are <code>requests</code>, selected by code and method, such as
     * <code>requests{code=~"5.."}</code>.
     */
    Ingress,
    /**
     * A Prometheus server; bad, good and total are PromQL with counters as its result, in which <code>{{namespace}}</code>,
     * <code>{{release}}</code>, <code>{{component}}</code> and <code>{{revision}}</code> are filled in, such as
     * <code>shop_requests_total{revision="{{revision}}"}</code>.
     */
    Prometheus
}
