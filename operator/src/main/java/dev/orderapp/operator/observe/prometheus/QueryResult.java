package dev.orderapp.operator.observe.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.operator.observe.metrics.Excerpt;
import dev.orderapp.operator.observe.metrics.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Prometheus answered to one instant query.
 *
 * <p>Source: the Prometheus documentation, "HTTP API".
 */
sealed interface QueryResult {
    /** A vector with at least one element, each of which counts for itself. */
    record Vector(Tally tally) implements QueryResult {}

    /**
     * Nothing to count with.
     *
     * @param problem why, as the end of a sentence that begins with what was asked for
     */
    record Useless(String problem) implements QueryResult {}

    /** Understands the body of an answer, whatever its status: errors are told in the same form. */
    static QueryResult parse(int status, String body) {
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            if (answer.path("status").asText().equals("success") && status == 200) {
                return parse(answer);
            }
            return new Useless("was answered with status " + status
                    + (answer.hasNonNull("error")
                            ? ": " + Excerpt.of(answer.get("error").asText())
                            : ""));
        } catch (JsonProcessingException e) {
            return new Useless("was answered with status " + status + " and no JSON: \"" + Excerpt.of(body) + "\"");
        }
    }

    private static QueryResult parse(JsonNode answer) {
        JsonNode warning = answer.path("warnings").path(0);
        if (!warning.isMissingNode()) {
            // For example that a part of a distributed store did not answer: what is missing would look like no events.
            return new Useless("was answered with a warning: " + Excerpt.of(warning.asText()));
        }
        JsonNode data = answer.path("data");
        if (!data.path("resultType").asText().equals("vector")) {
            return new Useless("gives no vector but a "
                    + Excerpt.of(data.path("resultType").asText("nothing")));
        }
        if (data.path("result").isEmpty()) {
            return new Useless("has an empty result; if that means zero, add \"or vector(0)\"");
        }
        return vector(data.path("result"));
    }

    private static QueryResult vector(JsonNode elements) {
        Map<String, Double> values = new HashMap<>();
        for (JsonNode element : elements) {
            Map<String, String> labels = new TreeMap<>();
            element.path("metric")
                    .fields()
                    .forEachRemaining(l -> labels.put(l.getKey(), l.getValue().asText()));
            JsonNode value = element.path("value").path(1);
            try {
                // "NaN", "+Inf" and "-Inf" are no counts, which is found out with all others that are not.
                values.put(labels.toString(), Double.valueOf(value.asText().replace("Inf", "Infinity")));
            } catch (NumberFormatException e) {
                return new Useless("has no number for " + Excerpt.of(labels.toString()));
            }
        }
        return new Vector(new Tally(values));
    }
}
