package dev.orderapp.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * ConfigMaps that a component or a Pod template names. In a Pod template only these fields name one: {@code configMapKeyRef}
 * and {@code configMapRef} of environments, and {@code configMap} of volumes and of the sources of projected volumes.
 */
final class ConfigMapReferences {
    private static final Set<String> FIELDS = Set.of("configMapKeyRef", "configMapRef", "configMap");

    private ConfigMapReferences() {}

    /**
     * A place that names a ConfigMap.
     *
     * @param field where, e.g. {@code spec.backend.env[0].valueFrom.configMapKeyRef}
     * @param name the ConfigMap
     * @param keys keys that must be there
     * @param optional whether Pods start without it
     */
    record Reference(String field, String name, List<String> keys, boolean optional) {}

    /** All places below a tree, in order. */
    static List<Reference> in(JsonNode tree, String field) {
        List<Reference> found = new ArrayList<>();
        visit(tree, field, (object, at) -> found.add(reference(object, at)));
        return found;
    }

    /** Makes all places below a tree name other ConfigMaps. */
    static void rename(JsonNode tree, UnaryOperator<String> name) {
        visit(
                tree,
                "",
                (object, at) -> object.put("name", name.apply(object.get("name").textValue())));
    }

    private interface ReferenceHandler {
        void handle(ObjectNode reference, String field);
    }

    private static void visit(JsonNode node, String at, ReferenceHandler handler) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String child = at + "." + field.getKey();
                if (FIELDS.contains(field.getKey())
                        && field.getValue().path("name").isTextual()) {
                    handler.handle((ObjectNode) field.getValue(), child);
                } else {
                    visit(field.getValue(), child, handler);
                }
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                visit(list.get(i), at + "[" + i + "]", handler);
            }
        }
    }

    private static Reference reference(ObjectNode object, String field) {
        List<String> keys = new ArrayList<>();
        if (object.path("key").isTextual()) {
            keys.add(object.get("key").textValue());
        }
        object.path("items").forEach(item -> keys.add(item.path("key").asText()));
        return new Reference(
                field,
                object.get("name").textValue(),
                keys,
                object.path("optional").asBoolean(false));
    }
}
