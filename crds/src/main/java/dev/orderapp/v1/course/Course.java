package dev.orderapp.v1.course;

import java.util.List;

/**
 * The course of one attempt. It is bounded: at most {@value #POINTS} points, {@value #MARKERS} markers and {@value #METRICS} metrics,
 * some kilobytes as JSON.
 *
 * @param attempt its number
 * @param revision name of the revision that was released
 * @param from name of the revision that it was compared with
 * @param startedAt when it began, RFC 3339 in UTC; all other times are seconds since then
 * @param metrics what was judged by, as last known
 * @param points measurements, oldest first
 * @param markers decisions, oldest first
 */
public record Course(
        int attempt,
        String revision,
        String from,
        String startedAt,
        List<CourseMetric> metrics,
        List<CoursePoint> points,
        List<CourseMarker> markers) {
    /** As many as a chart has pixels to tell apart. */
    public static final int POINTS = 120;
    /** More than an attempt of the most steps has, but for one that is paused again and again. */
    public static final int MARKERS = 60;
    /** As many as a release can name. */
    public static final int METRICS = 20;

    public Course {
        metrics = List.copyOf(metrics);
        points = List.copyOf(points);
        markers = List.copyOf(markers);
    }

    /** The same attempt, of which nothing is known yet. */
    public Course empty() {
        return new Course(attempt, revision, from, startedAt, List.of(), List.of(), List.of());
    }
}
