/** A Prometheus server, for metrics that neither the Pods' pages nor the ingress controller's have. */
package dev.orderapp.operator.metrics.prometheus;
