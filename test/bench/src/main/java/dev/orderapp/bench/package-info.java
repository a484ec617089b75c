/**
 * The operator with up to 1,000 releases: {@link dev.orderapp.bench.ScaleBench} measures it as a process of its own, on the cluster that
 * {@code test/bench/scale} makes, and {@link dev.orderapp.bench.ScaleReport} writes the figures into the documentation.
 */
package dev.orderapp.bench;
