/** What the operator says about itself to machines: metrics for Prometheus, and health for the kubelet. */
package dev.orderapp.operator.telemetry;
