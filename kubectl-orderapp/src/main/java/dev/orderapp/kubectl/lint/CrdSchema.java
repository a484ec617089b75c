package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema of a release, as the chart's CRD has it. */
final class CrdSchema {
    private static final String FILE = "orderappreleases.orderapp.dev-v1.yml";

    private CrdSchema() {}

    /** The schema of {@code v1}, with Kubernetes' own keywords. */
    static ObjectNode schema() {
        try (InputStream yaml = CrdSchema.class.getResourceAsStream(FILE)) {
            ObjectNode schema =
                    (ObjectNode) new YAMLMapper().readTree(yaml).at("/spec/versions/0/schema/openAPIV3Schema");
            ObjectNode properties = (ObjectNode) schema.get("properties");
            properties.putObject("apiVersion").put("type", "string");
            properties.putObject("kind").put("type", "string");
            // Kubernetes knows the fields of metadata, and checks them when a file is applied; it ignores
            // the status of a file.
            allowAnything(properties.putObject("metadata"));
            allowAnything(properties.putObject("status"));
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException("the jar lacks a readable " + FILE, e);
        }
    }

    private static void allowAnything(ObjectNode schema) {
        schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
    }

    /** The same in plain JSON Schema: without rules, defaults and descriptions, and with {@code null} meaning absent. */
    static JsonNode asJsonSchema(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of(
                    "default",
                    "x-kubernetes-validations",
                    "x-kubernetes-list-type",
                    "x-kubernetes-list-map-keys",
                    "x-kubernetes-int-or-string",
                    "x-kubernetes-preserve-unknown-fields"));
            if (object.path("description").isTextual()) {
                object.remove("description");
            }
            object.forEach(CrdSchema::strip);
        } else if (node instanceof ArrayNode array) {
            array.forEach(CrdSchema::strip);
        }
    }
}
