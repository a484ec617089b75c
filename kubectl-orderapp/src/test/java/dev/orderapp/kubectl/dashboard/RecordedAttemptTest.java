package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.course.CourseJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedAttemptTest {
    private static RecordedAttempt read(String course) {
        return RecordedAttempt.of(1, Map.of("course.json", course));
    }

    @Test
    void whatTheOperatorWritesIsRead() {
        RecordedAttempt attempt = read(CourseJson.write(CourseJson.read(SampleCourses.TWO_METRICS)));
        assertNull(attempt.problem());
        assertEquals(2, attempt.course().path("metrics").size());
    }

    @Test
    void eachCountComesWithTheBoundsThatTheCardsShow() {
        JsonNode canary =
                read(SampleCourses.TWO_METRICS).course().path("metrics").path(0).path("canary");
        WilsonInterval interval = WilsonInterval.of(new EventCounts(380L, 1L));
        assertEquals(interval.low(), canary.path("low").path(3).asDouble());
        assertEquals(interval.high(), canary.path("high").path(3).asDouble());
        assertTrue(canary.path("low").path(0).isNull(), "nothing was counted yet");
    }

    @Test
    void theSparklineIsTheWeightAndTheWorstOddsOfAllMetrics() {
        Sparkline line = read(SampleCourses.TWO_METRICS).sparkline().orElseThrow();
        assertEquals(new Sparkline(List.of(30, 30, 30, 30), List.of(0, 6, 17, 17)), line);
    }

    @Test
    void theLastStepIsKnown() {
        assertEquals(Optional.of(0), read(SampleCourses.TWO_METRICS).lastStep());
        assertEquals(Optional.empty(), RecordedAttempt.none(1).lastStep());
    }

    /** Anybody who may write ConfigMaps there can have changed it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\":1 | \"format\":2 | a newer operator has recorded this course",
                "\"verdict\":\"NPPP\" | \"verdict\":\"NPP\" | not of one length",
                "\"set\":[30,30,30,30] | \"set\":[30,30] | not of one length",
                "\"bad\":[0,0,1,1] | \"bad\":[0,0,\"x\",1] | not of one length",
                "\"startedAt\":\"2026-11-24T09:59:00.000Z\" | \"startedAt\":5 | not of one length",
                "\"canary\":{ | \"canary\":7,\"other\":{ | not of one length",
                "{\"format\" | format | it is no JSON"
            })
    void whatIsNotACourseIsNotDrawn(String original, String changed, String problem) {
        RecordedAttempt read = read(SampleCourses.TWO_METRICS.replace(original, changed));
        assertNull(read.course());
        assertTrue(read.problem().contains(problem), read.problem());
    }

    @Test
    void whatWasKeptOfAFailureIsThereWithoutACourse() {
        RecordedAttempt read = RecordedAttempt.of(1, Map.of("failure.json", "{\"containers\":[]}"));
        assertNull(read.course());
        assertNull(read.problem());
        assertTrue(read.failure().has("containers"));
    }
}
