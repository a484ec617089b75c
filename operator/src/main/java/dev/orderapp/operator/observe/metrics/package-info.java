/**
 * Reads what Pods say about themselves on their Prometheus pages and turns it into what the judge needs.
 *
 * <p>{@link dev.orderapp.operator.observe.metrics.Increments} is the way in: per release and look, one {@link
 * dev.orderapp.operator.observe.metrics.Reading}. Below it, {@link dev.orderapp.operator.observe.metrics.PodPages} fetches pages,
 * {@link dev.orderapp.operator.observe.metrics.SeriesLine} understands their lines, and {@link
 * dev.orderapp.operator.observe.metrics.Selector} picks the counters. What can't be read becomes a sentence, never a zero.
 *
 * <p>Pages come from Pods that may be broken or hostile: time, size and the cost of matching are bounded, nothing is followed.
 */
package dev.orderapp.operator.observe.metrics;
