package dev.orderapp.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Defaults that the API server writes into parts of a Pod template that server-side apply owns as a whole, and keys of lists
 * that it merges by. Said here already, what was applied equals what is stored, and no reconcile sees a difference that it
 * cannot mend.
 */
final class ServerDefaults {
    private ServerDefaults() {}

    /** Fills them in, everywhere below a Pod template. */
    static void fill(JsonNode node) {
        if (node instanceof ArrayNode list) {
            list.forEach(ServerDefaults::fill);
            return;
        }
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "fieldRef" -> putIfAbsent(value, "apiVersion", "v1");
                case "resourceFieldRef" -> putIfAbsent(value, "divisor", "0");
                case "containers", "initContainers" ->
                    value.forEach(c -> c.path("ports").forEach(p -> putIfAbsent(p, "protocol", "TCP")));
                case "serviceAccountToken" -> {
                    if (value instanceof ObjectNode token && !token.has("expirationSeconds")) {
                        token.put("expirationSeconds", 3600);
                    }
                }
                default -> {}
            }
            fill(value);
        });
    }

    private static void putIfAbsent(JsonNode node, String field, String value) {
        if (node instanceof ObjectNode object && !object.has(field)) {
            object.put(field, value);
        }
    }
}
