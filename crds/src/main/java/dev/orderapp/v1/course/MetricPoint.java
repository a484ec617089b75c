package dev.orderapp.v1.course;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.contract.VerdictReason;

/**
 * What is known of a metric at one time. Counts and odds are those of the whole attempt so far, so a point that is left out takes nothing
 * with it.
 *
 * @param canary events of the canary since the attempt began
 * @param stable events of the stable version since then
 * @param ratio highest odds so far that the canary is worse than stable, as natural logarithm
 * @param aboveCeiling highest odds so far that the canary is above the ceiling, as natural logarithm
 * @param reason the verdict with its reason; null if it was not judged
 */
public record MetricPoint(
        EventCounts canary, EventCounts stable, Double ratio, Double aboveCeiling, VerdictReason reason) {}
