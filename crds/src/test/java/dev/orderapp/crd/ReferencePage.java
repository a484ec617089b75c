package dev.orderapp.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the reference of the custom resource, a page of Markdown, from its definition: a section per object, a row per field. */
final class ReferencePage {
    private static final String HEAD = """
        # Reference: OrderAppRelease

        Generated from the custom resource definition, which a cluster shows as well: `kubectl explain orderapprelease.spec.canary`. What a field must be is checked when the
        release is applied, and refused with this sentence.
        """;

    /** Fields whose type is one of Kubernetes' own, which its documentation describes. */
    private static final Set<String> OF_KUBERNETES =
            Set.of("env", "envFrom", "resources", "podTemplate", "conditions", "behavior", "autoscaling.metrics");

    /** Objects with the same fields share a section, as backend and frontend do. */
    private final Map<JsonNode, List<String>> sections = new LinkedHashMap<>();

    private ReferencePage() {}

    /**
     * The page.
     *
     * @param crd the definition as YAML
     */
    static String of(String crd) throws IOException {
        JsonNode fields = new ObjectMapper(new YAMLFactory())
                .readTree(crd)
                .at("/spec/versions/0/schema/openAPIV3Schema/properties");
        ReferencePage page = new ReferencePage();
        page.collect("spec", fields.path("spec"));
        page.collect("status", fields.path("status"));
        return HEAD
                + page.sections.entrySet().stream()
                        .map(section -> section(section.getValue(), section.getKey()))
                        .collect(Collectors.joining());
    }

    private void collect(String path, JsonNode schema) {
        JsonNode object = schema.has("items") ? schema.path("items") : schema;
        if (!object.has("properties")) {
            return;
        }
        String name = schema.has("items") ? path + "[]" : path;
        sections.computeIfAbsent(object.path("properties"), fields -> new ArrayList<>())
                .add(name);
        object.path("properties").properties().stream()
                .filter(field -> !isOfKubernetes(name + "." + field.getKey()))
                .forEach(field -> collect(name + "." + field.getKey(), field.getValue()));
    }

    private static String section(List<String> paths, JsonNode fields) {
        String title = paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
        String rows = fields.properties().stream()
                .map(field -> row(paths.get(0) + "." + field.getKey(), field.getValue()))
                .collect(Collectors.joining());
        return "\n## " + title + "\n| field | type | default | |\n|---|---|---|---|\n" + rows;
    }

    private static boolean isOfKubernetes(String path) {
        return OF_KUBERNETES.stream().anyMatch(field -> path.endsWith("." + field));
    }

    private static String row(String path, JsonNode field) {
        String text = Stream.concat(Stream.of(field.path("description").asText()), rules(field))
                .collect(Collectors.joining(" "));
        String name = path.substring(path.lastIndexOf('.') + 1);
        return "| `" + name + "` | " + type(path, field) + " | " + standard(field) + " | " + cell(text) + " |\n";
    }

    private static String type(String path, JsonNode field) {
        if (isOfKubernetes(path)) {
            return "as in Kubernetes";
        }
        if (field.has("enum")) {
            List<String> values = new ArrayList<>();
            field.path("enum").forEach(value -> values.add(value.asText()));
            return String.join(", ", values);
        }
        if (field.path("x-kubernetes-int-or-string").asBoolean()) {
            return "integer or string";
        }
        if (field.has("additionalProperties")) {
            return "map of strings";
        }
        return field.has("items")
                ? "list of " + type("", field.path("items")) + "s"
                : field.path("type").asText();
    }

    /** Of objects the default is empty: that of each of their fields then holds. */
    private static String standard(JsonNode field) {
        JsonNode standard = field.path("default");
        if (standard.isMissingNode() || standard.isObject()) {
            return "";
        }
        return "`" + (standard.isArray() ? standard.toString() : standard.asText()) + "`";
    }

    /** Messages that are put together when they are needed can't be shown; what they say is in the description. */
    private static Stream<String> rules(JsonNode field) {
        List<String> messages = new ArrayList<>();
        field.path("x-kubernetes-validations").forEach(rule -> {
            String message = rule.path("message").asText();
            if (!message.isEmpty() && !messages.contains(message)) {
                messages.add(message);
            }
        });
        return messages.stream()
                .map(message -> "*" + Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".*");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
