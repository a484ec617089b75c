/**
 * Turns counters, wherever they were read, into what the judge needs: events per side since the last measurement.
 *
 * <p>A {@link dev.orderapp.operator.metrics.counters.Source} reads; there is one for Pods, one for the ingress controller and one for
 * Prometheus, each in a package of its own beside this one. {@link dev.orderapp.operator.metrics.counters.CounterDeltas} remembers
 * where the counters stood and makes one {@link dev.orderapp.operator.metrics.counters.PendingSamples} of a measurement. What can't be
 * read becomes a sentence, never a zero.
 */
package dev.orderapp.operator.metrics.counters;
