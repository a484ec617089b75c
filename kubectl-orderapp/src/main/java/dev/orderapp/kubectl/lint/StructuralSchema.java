package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Kubernetes requires of an object beyond JSON Schema: no unknown fields, no two items of a list with the same key; and its defaults. */
final class StructuralSchema {
    private static final String MAP_KEYS = "x-kubernetes-list-map-keys";

    private final List<Violation> violations = new ArrayList<>();

    private StructuralSchema() {}

    /** Fills in the defaults, in place, and returns what is unknown or duplicate. */
    static List<Violation> complete(JsonNode value, JsonNode schema) {
        StructuralSchema check = new StructuralSchema();
        check.walk("", value, schema);
        return check.violations;
    }

    private void walk(String path, JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            fields(path, object, schema);
        } else if (value instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                walk(path + "[" + i + "]", items.get(i), schema.path("items"));
            }
            keys(path, items, schema);
        }
    }

    private void fields(String path, ObjectNode object, JsonNode schema) {
        JsonNode known = schema.path("properties");
        known.properties().forEach(property -> {
            // Kubernetes drops a null where there is a default, and takes it for absent elsewhere.
            if (object.path(property.getKey()).isNull()) {
                object.remove(property.getKey());
            }
            JsonNode preset = property.getValue().path("default");
            if (!object.has(property.getKey()) && !preset.isMissingNode()) {
                object.set(property.getKey(), preset.deepCopy());
            }
        });
        object.properties().forEach(field -> {
            String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode type = known.has(field.getKey()) ? known.get(field.getKey()) : schema.path("additionalProperties");
            if (type.isObject()) {
                walk(child, field.getValue(), type);
            } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                violations.add(new Violation(child, "unknown field"));
            }
        });
    }

    private void keys(String path, ArrayNode items, JsonNode schema) {
        boolean set = schema.path("x-kubernetes-list-type").asText().equals("set");
        if (!set && !schema.has(MAP_KEYS)) {
            return;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            JsonNode key = set ? items.get(i) : key(items.get(i), schema.get(MAP_KEYS));
            if (!seen.add(key)) {
                violations.add(new Violation(path + "[" + i + "]", "Duplicate value: " + key));
            }
        }
    }

    private static JsonNode key(JsonNode item, JsonNode names) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> {
            if (item.has(name.asText())) {
                key.set(name.asText(), item.get(name.asText()));
            }
        });
        return key;
    }
}
