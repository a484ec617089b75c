package dev.orderapp.operator.metrics.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.operator.metrics.counters.Truncated;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Whether an answer says of itself that a part of it is missing, for example as one of several stores did not answer. What is missing
 * would look like no events. Each server has a way of its own to say so: Prometheus and Thanos list {@code warnings}, VictoriaMetrics sets
 * {@code isPartial}, M3 sends a header.
 */
final class Completeness {
    /** What Prometheus 2 lists as a warning though it says nothing of the data, such as that a counter's name is unusual. */
    private static final String INFO = "PromQL info:";

    private static final Set<String> FLAGS = Set.of("partial", "incomplete", "truncated");
    private static final String LIMITED = "M3-Results-Limited";

    private Completeness() {}

    /** Why an object of the answer is not to be trusted, as the end of a sentence that begins with the query. */
    static Optional<String> doubt(JsonNode object) {
        return warnings(object.path("warnings"))
                .filter(warning -> !warning.startsWith(INFO))
                .findFirst()
                .map(warning -> "was answered with a warning: " + Truncated.of(warning))
                .or(() -> flagged(object));
    }

    /** The same of an answer's headers. */
    static Optional<String> doubt(HttpHeaders headers) {
        return headers.firstValue(LIMITED)
                .filter(value -> !value.equals("false"))
                .map(value -> "was answered in part: " + LIMITED + " is " + Truncated.of(value));
    }

    private static Stream<String> warnings(JsonNode warnings) {
        return warnings.isTextual()
                ? Stream.of(warnings.asText())
                : StreamSupport.stream(warnings.spliterator(), false).map(w -> w.asText(w.toString()));
    }

    private static Optional<String> flagged(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> FLAGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains))
                .filter(name -> object.path(name).asBoolean())
                .findFirst()
                .map(name -> "was answered in part: it says " + Truncated.of(name));
    }
}
