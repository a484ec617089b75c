package dev.orderapp.operator.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseJson;
import dev.orderapp.v1.course.CourseMarker;
import dev.orderapp.v1.course.CourseMarker.Kind;
import dev.orderapp.v1.course.CourseMetric;
import dev.orderapp.v1.course.CoursePoint;
import dev.orderapp.v1.course.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every course, however long the attempt is and however often its verdicts change. */
class CourseJoinTest {
    private static final int HISTORIES = 20;
    private static final int STEPS = 20;
    private static final Course ATTEMPT =
            new Course(7, "canary", "stable", "2026-12-01T03:00:00.000Z", List.of(), List.of(), List.of());

    /** From what speaks least against a release to what speaks most. */
    private static final List<VerdictReason> SEVERITY = List.of(
            VerdictReason.NotWorse,
            VerdictReason.TooFewEvents,
            VerdictReason.NoData,
            VerdictReason.ComparisonUnsound,
            VerdictReason.SharedOutage,
            VerdictReason.AboveCeiling,
            VerdictReason.WorseThanStable);

    /** An attempt as it might go: its points and markers in parts, as they are recorded. */
    private record Attempt(List<Course> parts) {
        static Attempt random(long seed, int measurements, double changes) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> names = List.of("errors", "slow", "orders").subList(0, 1 + random.nextInt(3));
            List<Course> parts = new ArrayList<>();
            Map<String, MetricPoint> known = new LinkedHashMap<>();
            double t = 0;
            int step = 0;
            for (int i = 0; i < measurements; i++) {
                t += 1 + random.nextInt(100) / 10.0;
                boolean next = step < STEPS - 1 && random.nextDouble() < 4.0 * STEPS / measurements;
                step += next ? 1 : 0;
                for (String name : names) {
                    known.merge(
                            name,
                            point(random),
                            (before, more) -> new MetricPoint(
                                    plus(before.canary(), more.canary()),
                                    plus(before.stable(), more.stable()),
                                    Math.max(before.ratio(), more.ratio()),
                                    Math.max(before.aboveCeiling(), more.aboveCeiling()),
                                    random.nextDouble() < changes ? more.reason() : before.reason()));
                }
                parts.add(part(
                        names,
                        new CoursePoint(t, step, 5 * (step + 1), 5 * step + random.nextInt(9), known),
                        next
                                ? List.of(new CourseMarker(t, Kind.Step, "" + step, 5 * (step + 1), null, null))
                                : List.of()));
            }
            return new Attempt(parts);
        }

        private static MetricPoint point(SplittableRandom random) {
            return new MetricPoint(
                    new EventCounts((long) random.nextInt(50), (long) random.nextInt(3)),
                    new EventCounts((long) random.nextInt(90), (long) random.nextInt(3)),
                    random.nextInt(500) / 100.0,
                    random.nextInt(500) / 100.0,
                    SEVERITY.get(random.nextInt(SEVERITY.size())));
        }

        private static EventCounts plus(EventCounts a, EventCounts b) {
            return new EventCounts(a.total() + b.total(), a.bad() + b.bad());
        }

        private static Course part(List<String> names, CoursePoint point, List<CourseMarker> markers) {
            return new Course(
                    7,
                    "canary",
                    "stable",
                    "2026-12-01T03:00:00.000Z",
                    names.stream()
                            .map(name -> new CourseMetric(name, 0.05, 1.0, new CourseMetric.Thresholds(7.6, 7.6)))
                            .toList(),
                    List.of(point),
                    markers);
        }

        Course course() {
            return parts.stream().reduce(ATTEMPT, CourseJoin::join);
        }

        List<CoursePoint> points() {
            return parts.stream().flatMap(part -> part.points().stream()).toList();
        }

        List<CourseMarker> markers() {
            return parts.stream().flatMap(part -> part.markers().stream()).toList();
        }
    }

    private interface Property {
        void check(Attempt attempt, Course course);
    }

    private static void forAll(int measurements, double changes, Property property) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Attempt attempt = Attempt.random(seed, measurements, changes);
            try {
                property.check(attempt, attempt.course());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void aShortAttemptIsKeptAsItWas() {
        forAll(Course.POINTS, 0.5, (attempt, course) -> {
            assertEquals(attempt.points(), course.points());
            assertEquals(attempt.markers(), course.markers());
        });
    }

    @Test
    void aLongOneIsBoundedAndInOrderAndHasItsEnds() {
        forAll(600, 0.2, (attempt, course) -> {
            List<CoursePoint> points = course.points();
            assertEquals(Course.POINTS, points.size());
            assertEquals(attempt.points().get(0), points.get(0));
            assertEquals(attempt.points().get(599), points.get(points.size() - 1));
            IntStream.range(1, points.size())
                    .forEach(i ->
                            assertTrue(points.get(i - 1).t() < points.get(i).t(), "point " + i));
        });
    }

    @Test
    void whatIsLeftOutTakesNoCountAndNoOddsWithIt() {
        forAll(400, 0.2, (attempt, course) -> {
            Map<Double, CoursePoint> measured =
                    attempt.points().stream().collect(Collectors.toMap(CoursePoint::t, point -> point));
            course.points().forEach(point -> point.metrics().forEach((name, metric) -> {
                MetricPoint then = measured.get(point.t()).metrics().get(name);
                assertEquals(then.canary(), metric.canary());
                assertEquals(then.stable(), metric.stable());
                assertEquals(then.ratio(), metric.ratio());
                assertEquals(then.aboveCeiling(), metric.aboveCeiling());
            }));
        });
    }

    @Test
    void aVerdictOfOneMeasurementIsNotLost() {
        forAll(600, 0.02, (attempt, course) -> attempt.points()
                .get(0)
                .metrics()
                .keySet()
                .forEach(metric -> assertEquals(runs(metric, attempt.points()), runs(metric, course.points()))));
    }

    /** The verdicts of a metric, each once for as long as it and the step stay. */
    private static List<String> runs(String metric, List<CoursePoint> points) {
        List<String> runs = new ArrayList<>();
        for (CoursePoint point : points) {
            String run = point.step() + " " + point.metrics().get(metric).reason();
            if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(run)) {
                runs.add(run);
            }
        }
        return runs;
    }

    @Test
    void theMostSevereVerdictOfEachStepStaysHoweverOftenTheyChange() {
        forAll(900, 0.9, (attempt, course) -> assertEquals(mostSevere(attempt.points()), mostSevere(course.points())));
    }

    private static Map<String, VerdictReason> mostSevere(List<CoursePoint> points) {
        Map<String, VerdictReason> most = new HashMap<>();
        points.forEach(point -> point.metrics()
                .forEach((name, metric) -> most.merge(
                        name + " in step " + point.step(),
                        metric.reason(),
                        (a, b) -> SEVERITY.indexOf(a) > SEVERITY.indexOf(b) ? a : b)));
        return most;
    }

    @Test
    void noMarkerIsLostWhenPointsAreLeftOut() {
        forAll(600, 0.5, (attempt, course) -> assertEquals(attempt.markers(), course.markers()));
    }

    @Test
    void whatIsSaidAgainIsKeptOnce() {
        forAll(50, 0.5, (attempt, course) -> {
            Course again = attempt.parts().stream().skip(49).reduce(course, CourseJoin::join);
            assertEquals(course, again);
        });
    }

    @Test
    void aClockThatGoesBackPutsNothingOutOfOrder() {
        CoursePoint late = new CoursePoint(60, 0, 30, 29, Map.of());
        CoursePoint early = new CoursePoint(20, 1, 50, 48, Map.of());
        Course course = Stream.of(late, early)
                .map(point -> Attempt.part(List.of(), point, List.of()))
                .reduce(ATTEMPT, CourseJoin::join);

        assertEquals(List.of(new CoursePoint(60, 1, 50, 48, Map.of())), course.points());
    }

    @Test
    void pausesWithoutEndPushNoOtherMarkerOut() {
        Course course = ATTEMPT;
        List<CourseMarker> barriers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<CourseMarker> markers = new ArrayList<>();
            markers.add(CourseMarker.of(i, Kind.Wait, i % 2 == 0 ? "Pause" : "Approval"));
            if (i % 4 == 0) {
                barriers.add(CourseMarker.of(i, Kind.Barrier, "Draining"));
                markers.add(barriers.get(barriers.size() - 1));
            }
            course = CourseJoin.join(
                    course,
                    new Course(7, "canary", "stable", "2026-12-01T03:00:00.000Z", List.of(), List.of(), markers));
        }
        assertEquals(Course.MARKERS, course.markers().size());
        assertTrue(course.markers().containsAll(barriers));
    }

    @Test
    void aWaitThatGoesOnIsSaidOnce() {
        Course course = Stream.of(
                        CourseMarker.of(5, Kind.Step, "0"),
                        CourseMarker.of(15, Kind.Wait, "Approval"),
                        CourseMarker.of(25, Kind.Wait, "Approval"),
                        CourseMarker.of(30, Kind.Step, "1"),
                        CourseMarker.of(45, Kind.Wait, "Approval"))
                .map(marker -> new Course(
                        7, "canary", "stable", "2026-12-01T03:00:00.000Z", List.of(), List.of(), List.of(marker)))
                .reduce(ATTEMPT, CourseJoin::join);

        assertEquals(
                List.of(5.0, 15.0, 30.0, 45.0),
                course.markers().stream().map(CourseMarker::at).toList());
    }

    @Test
    void aCourseOfThreeMetricsIsSomeKilobytesOfJson() {
        int longest = IntStream.range(0, HISTORIES)
                .map(seed -> CourseJson.write(Attempt.random(seed, 600, 0.2).course())
                        .getBytes(StandardCharsets.UTF_8)
                        .length)
                .max()
                .orElseThrow();
        assertTrue(longest < 16_000, longest + " bytes");
    }
}
