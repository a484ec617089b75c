package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A metric that an attempt was judged by.
 *
 * @param name the metric
 * @param ceiling share of bad events that is never accepted, from 0 to 1; null if it has none
 * @param maxRatio how many times worse than stable is still accepted; null where the release names the metric no longer
 * @param rollbackAt the odds at which it fails
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CourseMetric(String name, Double ceiling, Double maxRatio, Thresholds rollbackAt) {
    /**
     * Odds, as natural logarithms.
     *
     * @param ratio that the canary is worse than stable
     * @param ceiling that the canary is above the ceiling
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Thresholds(Double ratio, Double ceiling) {}
}
