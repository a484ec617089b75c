package dev.orderapp.v1.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.course.CourseMarker.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The notation in which pages and scripts read a course. */
class CourseJsonTest {
    private static final String SHORT = """
            {"format":1,"attempt":7,"revision":"new","from":"old","startedAt":"2026-12-01T03:10:00.000Z",
             "points":{"t":[14.2,19.2],"step":[0,0],"set":[30,30],"observed":[null,29]},
             "metrics":[{"name":"errors","ceiling":0.05,"maxRatio":1.0,"rollbackAt":{"ratio":7.6,"ceiling":7.6},
               "canary":{"total":[null,88],"bad":[null,2]},"stable":{"total":[null,205],"bad":[null,1]},
               "ratio":[null,2.31],"aboveCeiling":[null,0.0],"verdict":"-T"}],
             "markers":[{"at":9.6,"kind":"Step","name":"0","weight":30},
               {"at":29.2,"kind":"Ending","name":"AnalysisFailed","outcome":"RolledBack","message":"errors: 7 of 186"}]}
            """;

    private static final Course COURSE = new Course(
            7,
            "new",
            "old",
            "2026-12-01T03:10:00.000Z",
            List.of(new CourseMetric("errors", 0.05, 1.0, new CourseMetric.Thresholds(7.6, 7.6))),
            List.of(
                    new CoursePoint(14.2, 0, 30, null, Map.of()),
                    new CoursePoint(
                            19.2,
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
            List.of(
                    new CourseMarker(9.6, Kind.Step, "0", 30, null, null),
                    new CourseMarker(
                            29.2, Kind.Ending, "AnalysisFailed", null, Outcome.RolledBack, "errors: 7 of 186")));

    @Test
    void measurementsAreWrittenAsColumns() {
        assertEquals(SHORT.replaceAll("\\n *", ""), CourseJson.write(COURSE));
    }

    @Test
    void whatIsWrittenCanBeRead() {
        assertEquals(COURSE, CourseJson.read(SHORT));
    }

    @Test
    void eachVerdictHasALetterOfItsOwn() {
        List<CoursePoint> points = new ArrayList<>();
        for (VerdictReason reason : VerdictReason.values()) {
            points.add(new CoursePoint(
                    reason.ordinal(),
                    0,
                    30,
                    null,
                    Map.of(
                            "errors",
                            new MetricPoint(new EventCounts(1L, 0L), new EventCounts(1L, 0L), 0.0, 0.0, reason))));
        }
        Course course = new Course(7, "new", "old", "2026-12-01T03:10:00.000Z", COURSE.metrics(), points, List.of());

        assertEquals(course, CourseJson.read(CourseJson.write(course)));
    }

    @Test
    void whatALaterVersionAddsIsIgnored() {
        assertEquals(
                COURSE,
                CourseJson.read(SHORT.replace("\"format\":1", "\"format\":1,\"shape\":\"round\"")
                        .replace("\"markers\":[", "\"markers\":[{\"at\":1,\"kind\":\"Eclipse\",\"name\":\"total\"},")));
    }

    @Test
    void whatCanNotBeReadIsSaidInASentence() {
        assertTrue(problem("{}").startsWith("the course can't be read: "), problem("{}"));
        assertTrue(problem("no JSON").startsWith("the course can't be read: "));
        assertTrue(problem(SHORT.replace("[14.2,19.2]", "[14.2,19.2,24.2]")).startsWith("the course can't be read: "));
        assertEquals(
                "the course has format 2: a newer version is needed to read it",
                problem(SHORT.replace("\"format\":1", "\"format\":2")));
    }

    @Test
    void oneThatIsLongerThanAnyIsNotRead() {
        List<CourseMarker> many = Collections.nCopies(Course.MARKERS + 1, CourseMarker.of(1, Kind.Phase, "Preparing"));
        Course course = new Course(7, "new", "old", "2026-12-01T03:10:00.000Z", List.of(), List.of(), many);

        assertEquals(
                "the course is longer than any that is written: somebody has changed it",
                problem(CourseJson.write(course)));
    }

    private static String problem(String json) {
        return assertThrows(IllegalArgumentException.class, () -> CourseJson.read(json))
                .getMessage();
    }
}
