package dev.orderapp.operator.metrics.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.operator.metrics.counters.CounterValues;
import dev.orderapp.operator.metrics.counters.Truncated;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Prometheus answered to one instant query.
 *
 * <p>Source: the Prometheus documentation, "HTTP API".
 */
sealed interface QueryResult {
    /** Why there is nothing to count in a vector without elements. */
    String EMPTY = "has an empty result; if that means zero, add \"or vector(0)\"";

    /**
     * A vector with at least one element, each of which counts for itself.
     *
     * @param values by labels
     */
    record Vector(Map<Map<String, String>, Double> values) implements QueryResult {
        /** The elements that came from one of the expressions that a {@link JoinedExpression} asks for. */
        CounterValues values(String name) {
            Map<String, Double> named = new HashMap<>();
            values.forEach((labels, value) -> {
                if (name.equals(labels.get(JoinedExpression.LABEL))) {
                    named.put(labels.toString(), value);
                }
            });
            return new CounterValues(named);
        }

        /** The metrics that those elements are of, as far as the expression keeps their names. */
        Set<String> names(String name) {
            return values.keySet().stream()
                    .filter(labels -> name.equals(labels.get(JoinedExpression.LABEL)))
                    .flatMap(labels -> Stream.ofNullable(labels.get("__name__")))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Nothing to count with.
     *
     * @param problem why, as the end of a sentence that begins with what was asked for
     * @param answered whether the server answered, so that the expression may be at fault
     */
    record QueryFailure(String problem, boolean answered) implements QueryResult {
        /** The server answered. */
        static QueryFailure answered(String problem) {
            return new QueryFailure(problem, true);
        }

        /** The server could not be reached, or not in time. */
        static QueryFailure unreachable(String problem) {
            return new QueryFailure(problem, false);
        }
    }

    /** Parses the body of an answer, whatever its status: errors are told in the same form. */
    static QueryResult parse(int status, String body) {
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            if (answer.path("status").asText().equals("success") && status == 200) {
                return parse(answer);
            }
            return QueryFailure.answered("was answered with status " + status
                    + (answer.hasNonNull("error")
                            ? ": " + Truncated.of(answer.get("error").asText())
                            : ""));
        } catch (JsonProcessingException e) {
            return QueryFailure.answered(
                    "was answered with status " + status + " and no JSON: \"" + Truncated.of(body) + "\"");
        }
    }

    private static QueryResult parse(JsonNode answer) {
        Optional<String> doubt = Completeness.doubt(answer).or(() -> Completeness.doubt(answer.path("data")));
        if (doubt.isPresent()) {
            return QueryFailure.answered(doubt.get());
        }
        JsonNode data = answer.path("data");
        if (!data.path("resultType").asText().equals("vector")) {
            return QueryFailure.answered("gives no vector but a "
                    + Truncated.of(data.path("resultType").asText("nothing")));
        }
        return data.path("result").isEmpty() ? QueryFailure.answered(EMPTY) : vector(data.path("result"));
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
                return QueryFailure.answered("has no number for " + Truncated.of(labels.toString()));
            }
        }
        return new Vector(values);
    }
}
