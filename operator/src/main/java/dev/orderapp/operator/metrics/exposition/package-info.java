/**
 * Metrics pages in the text format of Prometheus. {@link dev.orderapp.operator.metrics.exposition.HttpPages} fetches them, {@link
 * dev.orderapp.operator.metrics.exposition.SampleLine} understands their lines, {@link
 * dev.orderapp.operator.metrics.exposition.Selector} picks the counters.
 *
 * <p>Pages come from Pods that may be broken or hostile: time, size and the cost of matching are bounded, nothing is followed.
 */
package dev.orderapp.operator.metrics.exposition;
