package dev.orderapp.v1.course;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one measurement brought.
 *
 * @param t seconds since the attempt began
 * @param step index of the step, from 0
 * @param set per cent of the visitors that is set for the canary
 * @param observed per cent of the step's requests that the canary was seen to get; null before the first
 * @param metrics what is known of each metric
 */
public record CoursePoint(double t, int step, int set, Integer observed, Map<String, MetricPoint> metrics) {
    public CoursePoint {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
