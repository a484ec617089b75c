package dev.orderapp.operator.course;

import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseMarker;
import dev.orderapp.v1.course.CourseMetric;
import dev.orderapp.v1.course.CoursePoint;
import dev.orderapp.v1.course.MetricPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts together two parts of the course of one attempt, and leaves out points where there are too many. As counts and odds are those of the
 * whole attempt so far, the point after one that is left out holds all that it held but the verdict: so first to go are points whose
 * verdicts the next one repeats, those that lie closest together before others. Where all differ, the next point takes over the more
 * severe verdict.
 */
public final class CourseJoin {
    static final Comparator<CourseMarker> BY_TIME =
            Comparator.comparingDouble(CourseMarker::at).thenComparing(CourseMarker::kind);

    /** From what speaks least against the release to what speaks most. */
    private static final List<VerdictReason> SEVERITY = List.of(
            VerdictReason.NotWorse,
            VerdictReason.TooFewEvents,
            VerdictReason.NoData,
            VerdictReason.ComparisonUnsound,
            VerdictReason.SharedOutage,
            VerdictReason.AboveCeiling,
            VerdictReason.WorseThanStable);

    private CourseJoin() {}

    /** The course that both parts are of; what the later part repeats is there once. */
    public static Course join(Course earlier, Course later) {
        return new Course(
                earlier.attempt(),
                earlier.revision(),
                earlier.from(),
                earlier.startedAt(),
                metrics(earlier, later),
                thinned(points(earlier.points(), later.points())),
                markers(earlier, later));
    }

    /** As the later part knows them; a metric that is no longer named stays. */
    private static List<CourseMetric> metrics(Course earlier, Course later) {
        Map<String, CourseMetric> metrics = new LinkedHashMap<>();
        earlier.metrics().forEach(m -> metrics.put(m.name(), m));
        later.metrics().stream()
                .filter(m -> metrics.containsKey(m.name()) || metrics.size() < Course.METRICS)
                .forEach(m -> metrics.put(m.name(), m));
        return List.copyOf(metrics.values());
    }

    /** A measurement of no later time replaces the last one: the clock went back, or the weight has changed since. */
    private static List<CoursePoint> points(List<CoursePoint> earlier, List<CoursePoint> later) {
        List<CoursePoint> points = new ArrayList<>(earlier);
        for (CoursePoint next : later) {
            double t = next.t();
            if (!points.isEmpty() && t <= last(points).t()) {
                t = points.remove(points.size() - 1).t();
            }
            points.add(new CoursePoint(t, next.step(), next.set(), next.observed(), next.metrics()));
        }
        return points;
    }

    private static CoursePoint last(List<CoursePoint> points) {
        return points.get(points.size() - 1);
    }

    private static List<CoursePoint> thinned(List<CoursePoint> points) {
        while (points.size() > Course.POINTS) {
            int out = dispensable(points);
            CoursePoint next = points.get(out + 1);
            points.set(
                    out + 1,
                    new CoursePoint(
                            next.t(), next.step(), next.set(), next.observed(), severer(points.get(out), next)));
            points.remove(out);
        }
        return points;
    }

    /** Which point to leave out: neither the first nor the last, nor the one whose verdict the last would have to take over. */
    private static int dispensable(List<CoursePoint> points) {
        return closest(points, i -> isRepeated(points.get(i), points.get(i + 1)))
                .or(() -> closest(
                        points, i -> points.get(i).step() == points.get(i + 1).step()))
                .or(() -> closest(points, i -> true))
                .orElseThrow();
    }

    private static Optional<Integer> closest(List<CoursePoint> points, IntPredicate may) {
        return IntStream.range(1, points.size() - 2)
                .filter(may)
                .boxed()
                .min(Comparator.comparingDouble(
                        i -> points.get(i + 1).t() - points.get(i - 1).t()));
    }

    private static boolean isRepeated(CoursePoint point, CoursePoint next) {
        return point.step() == next.step()
                && point.set() == next.set()
                && verdicts(point).equals(verdicts(next));
    }

    private static Map<String, VerdictReason> verdicts(CoursePoint point) {
        Map<String, VerdictReason> verdicts = new HashMap<>();
        point.metrics().forEach((name, metric) -> verdicts.put(name, metric.reason()));
        return verdicts;
    }

    private static Map<String, MetricPoint> severer(CoursePoint out, CoursePoint next) {
        Map<String, MetricPoint> metrics = new LinkedHashMap<>(out.metrics());
        next.metrics()
                .forEach((name, m) -> metrics.merge(
                        name,
                        m,
                        (before, after) -> new MetricPoint(
                                after.canary(),
                                after.stable(),
                                after.ratio(),
                                after.aboveCeiling(),
                                severity(before) > severity(after) ? before.reason() : after.reason())));
        return metrics;
    }

    private static int severity(MetricPoint point) {
        return point.reason() == null ? -1 : SEVERITY.indexOf(point.reason());
    }

    /** Where there are too many, waits for a person go first, the oldest before others. */
    private static List<CourseMarker> markers(Course earlier, Course later) {
        List<CourseMarker> markers = new ArrayList<>();
        Stream.concat(earlier.markers().stream(), later.markers().stream())
                .distinct()
                .sorted(BY_TIME)
                .filter(next -> markers.isEmpty() || !isSameWait(markers.get(markers.size() - 1), next))
                .forEach(markers::add);
        while (markers.size() > Course.MARKERS) {
            markers.remove(markers.stream()
                    .filter(m -> m.kind() == CourseMarker.Kind.Wait)
                    .findFirst()
                    .orElse(markers.get(0)));
        }
        return markers;
    }

    /** A wait is said once, until something happens. */
    private static boolean isSameWait(CourseMarker last, CourseMarker next) {
        return next.kind() == CourseMarker.Kind.Wait
                && last.kind() == next.kind()
                && last.name().equals(next.name());
    }
}
