package dev.orderapp.operator.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseMetric;
import dev.orderapp.v1.course.CoursePoint;
import dev.orderapp.v1.course.MetricPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What single statuses say about the course of an attempt. */
class CourseReadingTest {
    private static final String PROGRESSING = """
            {"phase": "Progressing", "phaseSince": "2026-12-01T03:00:09.120Z", "step": 0, "weight": 30, "targetWeight": 30,
             "observedWeight": 29, "stepStartedAt": "2026-12-01T03:00:10.000Z", "lookedAt": "2026-12-01T03:00:20.040Z",
             "stable": {"revision": "old", "attempt": 6, "since": "2026-11-30T03:00:00.000Z"},
             "canary": {"revision": "new", "attempt": 7, "since": "2026-12-01T03:00:00.000Z"},
             "analysis": [{"name": "errors", "verdict": "INCONCLUSIVE", "reason": "TooFewEvents", "ceiling": 0.05, "maxRatio": 1,
               "canary": {"total": 88, "bad": 2}, "stable": {"total": 205, "bad": 1},
               "ratio": {"logs": [1.2], "steps": 1, "peak": 2.3149, "threshold": 7.6009},
               "canaryCeiling": {"logs": [0], "steps": 1, "peak": 0, "threshold": 7.6009}}]}
            """;

    private static final String ROLLING_BACK = """
            {"phase": "RollingBack", "phaseSince": "2026-12-01T03:00:29.200Z", "step": 0, "weight": 30, "targetWeight": 30,
             "stage": "RemovingRoute", "stageSince": "2026-12-01T03:00:29.200Z",
             "ending": {"outcome": "RolledBack", "reason": "AnalysisFailed", "message": "errors: 7 of 186", "at": "2026-12-01T03:00:29.200Z"},
             "stable": {"revision": "old", "attempt": 6, "since": "2026-11-30T03:00:00.000Z"},
             "canary": {"revision": "new", "attempt": 7, "since": "2026-12-01T03:00:00.000Z"}}
            """;

    private static final String ROLLED_BACK = """
            {"phase": "RolledBack", "phaseSince": "2026-12-01T03:00:40.100Z",
             "stable": {"revision": "old", "attempt": 6, "since": "2026-11-30T03:00:00.000Z"},
             "history": [{"revision": "new", "attempt": 7, "outcome": "RolledBack", "reason": "AnalysisFailed", "message": "errors: 7 of 186",
               "startedAt": "2026-12-01T03:00:00.000Z", "decidedAt": "2026-12-01T03:00:29.200Z", "finishedAt": "2026-12-01T03:00:40.100Z"}]}
            """;

    private static final String PROMOTED = """
            {"phase": "Stable", "phaseSince": "2026-12-01T03:05:00.000Z", "lookedAt": "2026-12-01T03:05:10.000Z", "step": 2,
             "stable": {"revision": "new", "attempt": 7, "since": "2026-12-01T03:05:00.000Z"},
             "previous": {"revision": "old", "attempt": 6, "since": "2026-12-01T03:05:00.000Z"},
             "analysis": [{"name": "errors", "canary": {"total": 900, "bad": 2}, "stable": {"total": 300, "bad": 1}}],
             "history": [{"revision": "new", "attempt": 7, "outcome": "Promoted", "reason": "AllStepsPassed", "message": "all steps passed",
               "startedAt": "2026-12-01T03:00:00.000Z", "decidedAt": "2026-12-01T03:05:00.000Z", "finishedAt": "2026-12-01T03:05:00.000Z"}]}
            """;

    @Test
    void aMeasurementIsAPointWithBothSidesOfEachMetric() {
        Course course = read(PROGRESSING).orElseThrow();

        assertEquals(7, course.attempt());
        assertEquals("new", course.revision());
        assertEquals("old", course.from());
        assertEquals("2026-12-01T03:00:00.000Z", course.startedAt());
        assertEquals(
                List.of(new CourseMetric("errors", 0.05, 1.0, new CourseMetric.Thresholds(7.6, 7.6))),
                course.metrics());
        assertEquals(
                List.of(new CoursePoint(
                        20.0,
                        0,
                        30,
                        29,
                        Map.of(
                                "errors",
                                new MetricPoint(
                                        new EventCounts(88L, 2L),
                                        new EventCounts(205L, 1L),
                                        2.31,
                                        0.0,
                                        VerdictReason.TooFewEvents)))),
                course.points());
        assertEquals(List.of("9.1 Phase Progressing", "10.0 Step 0 at 30"), markers(course));
    }

    @Test
    void whyAndWhenItWasRolledBackIsMarkedUntilTheStableVersionServesEverybody() {
        Course rolling = read(ROLLING_BACK).orElseThrow();
        Course course = Stream.of(rolling, CourseReading.end(rolling, status(ROLLED_BACK)))
                .reduce(read(PROGRESSING).orElseThrow(), CourseJoin::join);

        assertEquals(
                List.of(
                        "9.1 Phase Progressing",
                        "10.0 Step 0 at 30",
                        "29.2 Ending AnalysisFailed",
                        "29.2 Phase RollingBack",
                        "29.2 Barrier RemovingRoute",
                        "40.1 Phase RolledBack"),
                markers(course));
        assertEquals("errors: 7 of 186", course.markers().get(2).message());
    }

    @Test
    void aPromotionGoesOnInTheSameCourseWhileTheOldVersionIsWarm() {
        Course course = read(PROMOTED).orElseThrow();

        assertEquals(7, course.attempt());
        assertEquals("2026-12-01T03:00:00.000Z", course.startedAt());
        assertEquals(310.0, course.points().get(0).t());
        assertEquals(100, course.points().get(0).set());
        assertEquals(List.of("300.0 Ending AllStepsPassed", "300.0 Phase Stable"), markers(course));
    }

    @Test
    void atRestThereIsNothingToSay() {
        assertEquals(Optional.empty(), read(ROLLED_BACK));
        assertEquals(Optional.empty(), read("{\"phase\": \"Initializing\"}"));
        assertEquals(Optional.empty(), read(PROMOTED.replace("\"previous\"", "\"noLongerWarm\"")));
    }

    @Test
    void aRevisionThatWasLeftToServeIsNoPromotion() {
        assertEquals(Optional.empty(), read(PROMOTED.replace("\"Promoted\"", "\"RolledBack\"")));
    }

    @Test
    void aWaitForAPersonIsMarked() {
        String waiting = PROGRESSING.replace(
                "\"step\": 0",
                "\"waiting\": {\"reason\": \"Approval\", \"message\": \"\", \"since\": \"2026-12-01T03:00:10.000Z\"}, \"step\": 0");

        assertEquals(
                List.of("9.1 Phase Progressing", "10.0 Step 0 at 30", "20.0 Wait Approval"),
                markers(read(waiting).orElseThrow()));
        assertEquals(
                2,
                markers(read(waiting.replace("Approval", "Hold")).orElseThrow()).size());
    }

    private static List<String> markers(Course course) {
        return course.markers().stream()
                .map(m -> m.at() + " " + m.kind() + " " + m.name() + (m.weight() == null ? "" : " at " + m.weight()))
                .toList();
    }

    private static Optional<Course> read(String status) {
        return CourseReading.of(status(status));
    }

    private static OrderAppReleaseStatus status(String json) {
        try {
            return new ObjectMapper().readValue(json, OrderAppReleaseStatus.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
