package dev.orderapp.operator.metrics.counters;

import java.time.Instant;

/**
 * Where counters of one side come from: a Pod, one side of a page of the ingress controller, the answer of a Prometheus.
 *
 * @param id unlike that of everything else that counts for the metric, or counted under the same name before
 * @param name for people
 * @param side whose events it counts
 * @param startedAt since when its counters count, by the clock of the machine that it runs on; {@link Instant#EPOCH} if unknown
 * @param fromZero whether a series that was not there before began at zero since then. So it is on the page of a process; a
 *     Prometheus may have known it for long
 */
public record ScrapeTarget(String id, String name, Side side, Instant startedAt, boolean fromZero) {}
