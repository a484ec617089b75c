package dev.orderapp.kubectl.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.course.CourseJson;
import dev.orderapp.v1.course.FailureJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator recorded of an attempt. Anybody who may write ConfigMaps there can have changed it, so its form is checked.
 *
 * @param attempt number of the attempt
 * @param course the recorded columns, each side of each metric with its bounds; null if there is none
 * @param failure last lines of failed containers, and Warning Events; null if there are none
 * @param problem why there is no course, in a sentence; null if there is one, or none was recorded
 */
record RecordedAttempt(int attempt, JsonNode course, JsonNode failure, String problem) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_POINTS = 1_000;
    private static final int SPARKS = 24;
    private static final List<String> SIDES = List.of("canary", "stable");

    /** Of an attempt of which nothing was recorded. */
    static RecordedAttempt none(int attempt) {
        return new RecordedAttempt(attempt, null, null, null);
    }

    /** Of an attempt whose record can't be had. */
    static RecordedAttempt unreadable(int attempt, String problem) {
        return new RecordedAttempt(attempt, null, null, problem);
    }

    /** The record as the operator has written it. */
    static RecordedAttempt of(int attempt, Map<String, String> texts) {
        try {
            JsonNode failure = texts.containsKey(FailureJson.KEY) ? JSON.readTree(texts.get(FailureJson.KEY)) : null;
            JsonNode course = JSON.readTree(texts.getOrDefault(CourseJson.KEY, "null"));
            if (course.isNull()) {
                return new RecordedAttempt(attempt, null, failure, null);
            }
            if (course.path("format").asInt() > CourseJson.FORMAT) {
                return unreadable(
                        attempt,
                        "a newer operator has recorded this course: a newer version of this plugin can show it");
            }
            return isWhole(course)
                    ? new RecordedAttempt(attempt, withBounds(course), failure, null)
                    : unreadable(attempt, "the recorded course can't be read: its columns are not of one length");
        } catch (JsonProcessingException e) {
            return unreadable(attempt, "the recorded course can't be read: it is no JSON");
        }
    }

    private static boolean isWhole(JsonNode course) {
        JsonNode points = course.path("points");
        int length = points.path("t").size();
        boolean whole = length <= MOST_POINTS
                && course.path("startedAt").isTextual()
                && areNumbers(points.path("t"), length)
                && areNumbers(points.path("step"), length)
                && areNumbers(points.path("set"), length)
                && areNumbers(points.path("observed"), length);
        for (JsonNode metric : course.path("metrics")) {
            for (String side : SIDES) {
                whole &= areNumbers(metric.path(side).path("total"), length)
                        && areNumbers(metric.path(side).path("bad"), length);
            }
            whole &= areNumbers(metric.path("ratio"), length)
                    && areNumbers(metric.path("aboveCeiling"), length)
                    && metric.path("verdict").asText().length() == length;
        }
        return whole;
    }

    private static boolean areNumbers(JsonNode column, int length) {
        boolean numbers = column.isArray() && column.size() == length;
        for (JsonNode value : column) {
            numbers &= value.isNumber() || value.isNull();
        }
        return numbers;
    }

    /** The page draws what it is sent, so that a bound is computed in one place. */
    private static JsonNode withBounds(JsonNode course) {
        for (JsonNode metric : course.path("metrics")) {
            for (String side : SIDES) {
                addBounds((ObjectNode) metric.path(side));
            }
        }
        return course;
    }

    private static void addBounds(ObjectNode side) {
        ArrayNode low = JSON.createArrayNode();
        ArrayNode high = JSON.createArrayNode();
        for (int i = 0; i < side.path("total").size(); i++) {
            WilsonInterval interval = WilsonInterval.of(new EventCounts(
                    side.path("total").path(i).asLong(),
                    side.path("bad").path(i).asLong()));
            if (interval.total() == 0) {
                low.addNull();
                high.addNull();
            } else {
                low.add(interval.low());
                high.add(interval.high());
            }
        }
        side.set("low", low);
        side.set("high", high);
    }

    /** Index of the step that it was at last. */
    Optional<Integer> lastStep() {
        return Optional.ofNullable(course)
                .map(c -> c.path("points").path("step"))
                .filter(steps -> !steps.isEmpty())
                .map(steps -> steps.path(steps.size() - 1).asInt());
    }

    /** The course at a glance; empty if there is none. */
    Optional<Sparkline> sparkline() {
        int length = course == null ? 0 : course.path("points").path("t").size();
        if (length == 0) {
            return Optional.empty();
        }
        List<Integer> weight = new ArrayList<>();
        List<Integer> danger = new ArrayList<>();
        int shown = Math.min(SPARKS, length);
        for (int n = 1; n <= shown; n++) {
            int i = n * length / shown - 1;
            weight.add(course.path("points").path("set").path(i).asInt());
            danger.add(danger(i));
        }
        return Optional.of(new Sparkline(weight, danger));
    }

    private int danger(int i) {
        double worst = 0;
        for (JsonNode metric : course.path("metrics")) {
            JsonNode limits = metric.path("rollbackAt");
            worst = Math.max(worst, part(metric.path("ratio").path(i), limits.path("ratio")));
            worst = Math.max(worst, part(metric.path("aboveCeiling").path(i), limits.path("ceiling")));
        }
        return (int) Math.round(worst * 100);
    }

    private static double part(JsonNode odds, JsonNode threshold) {
        return threshold.asDouble() > 0 ? odds.asDouble() / threshold.asDouble() : 0;
    }
}
