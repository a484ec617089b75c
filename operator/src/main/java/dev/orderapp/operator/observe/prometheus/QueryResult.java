package dev.orderapp.operator.observe.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.operator.observe.metrics.Excerpt;
import dev.orderapp.operator.observe.metrics.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Prometheus answered to one instant query.
 *
 * <p>Source: the Prometheus documentation, "HTTP API".
 */
sealed interface QueryResult {
    /** Why there is nothing to count in a vector without elements. */
    String EMPTY = "has an empty result; if that means zero, add \"or vector(0)\"";

    /** Why there is nothing to count with, as the end of a sentence that begins with what was asked for; empty if there is. */
    Optional<String> problem();

    /**
     * A vector with at least one element, each of which counts for itself.
     *
     * @param values by labels
     */
    record Vector(Map<Map<String, String>, Double> values) implements QueryResult {
        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        /** The elements that came from one of the expressions that a {@link JoinedExpression} asks for. */
        Tally tally(String name) {
            Map<String, Double> tally = new HashMap<>();
            values.forEach((labels, value) -> {
                if (name.equals(labels.get(JoinedExpression.LABEL))) {
                    tally.put(labels.toString(), value);
                }
            });
            return new Tally(tally);
        }
    }

    /** An answer with nothing to count. */
    record Useless(String why) implements QueryResult {
        @Override
        public Optional<String> problem() {
            return Optional.of(why);
        }
    }

    /** No answer, whatever the expression is. */
    record Unheard(String why) implements QueryResult {
        @Override
        public Optional<String> problem() {
            return Optional.of(why);
        }
    }

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
        return data.path("result").isEmpty() ? new Useless(EMPTY) : vector(data.path("result"));
    }

    private static QueryResult vector(JsonNode elements) {
        Map<Map<String, String>, Double> values = new HashMap<>();
        for (JsonNode element : elements) {
            Map<String, String> labels = new TreeMap<>();
            element.path("metric")
                    .fields()
                    .forEachRemaining(l -> labels.put(l.getKey(), l.getValue().asText()));
            JsonNode value = element.path("value").path(1);
            try {
                // "NaN", "+Inf" and "-Inf" are no counts, which is found out with all others that are not.
                values.put(labels, Double.valueOf(value.asText().replace("Inf", "Infinity")));
            } catch (NumberFormatException e) {
                return new Useless("has no number for " + Excerpt.of(labels.toString()));
            }
        }
        return new Vector(values);
    }
}
