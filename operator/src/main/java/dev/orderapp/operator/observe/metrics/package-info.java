/**
 * Turns counters, wherever they were read, into what the judge needs: events per side since the last look.
 *
 * <p>A {@link dev.orderapp.operator.observe.metrics.Source} reads; there is one for Pods, one for the ingress controller and one for
 * Prometheus, each in a package of its own beside this one. {@link dev.orderapp.operator.observe.metrics.Increments} remembers where
 * the counters stood and makes one {@link dev.orderapp.operator.observe.metrics.Reading} of a look. Below them, {@link
 * dev.orderapp.operator.observe.metrics.HttpPages} fetches pages, {@link dev.orderapp.operator.observe.metrics.SeriesLine}
 * understands their lines, and {@link dev.orderapp.operator.observe.metrics.Selector} picks the counters. What can't be read becomes
 * a sentence, never a zero.
 *
 * <p>Pages come from Pods that may be broken or hostile: time, size and the cost of matching are bounded, nothing is followed.
 */
package dev.orderapp.operator.observe.metrics;
