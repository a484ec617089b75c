package dev.orderapp.kubectl.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.orderapp.kubectl.SampleReleases;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The linter agrees with the API server on the tables of releases that it refuses and accepts; the tests of the CRD ask it about the same. */
class ReleaseLinterTest {
    private static final String MINIMAL = """
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {name: shop, namespace: default}
            spec: {backend: {image: "docker.io/acme/order-backend:1.0.0"}}
            """;

    /** Answers of the API server itself rather than of a rule: of these lint has to name the field, not the words. */
    private static final Pattern API_SERVER_MESSAGE = Pattern.compile(
            "strict decoding error|in body must be of type|in body should (match|be less)|Duplicate value|Required value$|Too many|Too long|Unsupported value");

    private final ReleaseLinter linter = new ReleaseLinter();

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatTheApiServerRefuses(String name, JsonNode release, String answer) {
        List<Violation> violations = linter.violations(release);
        assertFalse(violations.isEmpty(), name);
        if (API_SERVER_MESSAGE.matcher(answer).find()) {
            assertEquals(field(answer), violations.get(0).path(), name);
        } else {
            assertEquals(
                    List.of(answer),
                    violations.stream().map(Violation::toString).toList(),
                    name);
        }
    }

    private static String field(String answer) {
        Matcher unknown = Pattern.compile("unknown field \"([^\"]*)\"").matcher(answer);
        return unknown.find() ? unknown.group(1) : answer.substring(0, answer.indexOf(": "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void acceptsWhatTheApiServerAccepts(String name, JsonNode release) {
        assertTrue(linter.violations(release).isEmpty(), () -> name + ": " + linter.violations(release));
    }

    @Test
    void acceptsAReleaseAsTheClusterReturnsIt() {
        JsonNode release = new YAMLMapper().valueToTree(SampleReleases.atFirstStep());
        assertEquals(List.of(), linter.violations(release));
    }

    static Stream<Arguments> refused() throws IOException {
        return rows("refused.yml");
    }

    static Stream<Arguments> accepted() throws IOException {
        return rows("accepted.yml");
    }

    private static Stream<Arguments> rows(String table) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode minimal = yaml.readTree(MINIMAL);
        try (InputStream file = ReleaseLinterTest.class.getResourceAsStream(table)) {
            return StreamSupport.stream(yaml.readTree(file).spliterator(), false)
                    .map(row -> Arguments.of(
                            row.get("name").asText(),
                            merge(minimal.deepCopy(), row.get("change")),
                            row.path("answer").asText()))
                    .toList()
                    .stream();
        }
    }

    /** A JSON merge patch (RFC 7386). */
    private static JsonNode merge(ObjectNode target, JsonNode change) {
        change.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue().isObject() && target.path(field.getKey()) instanceof ObjectNode below) {
                merge(below, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
        return target;
    }
}
