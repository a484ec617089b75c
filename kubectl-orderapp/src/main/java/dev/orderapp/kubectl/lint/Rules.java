package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CRD's CEL rules, each judged at the value that it stands on, in the API server's words. */
final class Rules {
    private static final String RULES = "x-kubernetes-validations";

    private final Cel cel = new Cel();
    private final List<Violation> faults = new ArrayList<>();

    private Rules() {}

    /** What breaks a rule in a value that has the schema's shape and its defaults. */
    static List<Violation> broken(JsonNode value, JsonNode schema) {
        Rules rules = new Rules();
        rules.walk("", value, schema);
        return rules.faults;
    }

    private void walk(String path, JsonNode value, JsonNode schema) {
        schema.path(RULES).forEach(rule -> judge(path, value, schema, rule));
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                walk(below, field.getValue(), schema.at("/properties").path(field.getKey()));
            });
        } else if (value instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                walk(path + "[" + i + "]", items.get(i), schema.path("items"));
            }
        }
    }

    private void judge(String path, JsonNode value, JsonNode schema, JsonNode rule) {
        Object self = plain(value, schema);
        if (!Boolean.TRUE.equals(cel.evaluate(rule.get("rule").asText(), self))) {
            String field = path + rule.path("fieldPath").asText();
            faults.add(new Violation(field.startsWith(".") ? field.substring(1) : field, sentence(rule, value, self)));
        }
    }

    private String sentence(JsonNode rule, JsonNode value, Object self) {
        String message = Optional.ofNullable(rule.get("messageExpression"))
                .map(expression -> String.valueOf(cel.evaluate(expression.asText(), self)))
                .orElseGet(() -> rule.path("message").asText());
        return switch (rule.path("reason").asText()) {
            case "FieldValueRequired" -> "Required value: " + message;
            case "FieldValueForbidden" -> "Forbidden: " + message;
            default ->
                "Invalid value: " + (value.isValueNode() && !rule.has("fieldPath") ? value + ": " : "") + message;
        };
    }

    /** As CEL sees it: an int is one of 64 bits, and what the schema calls a number is a double even where it is written without a point. */
    private static Object plain(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            Map<String, Object> fields = new LinkedHashMap<>();
            object.properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            plain(field.getValue(), schema.at("/properties").path(field.getKey()))));
            return fields;
        }
        if (value instanceof ArrayNode items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(plain(item, schema.path("items"))));
            return list;
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() && !schema.path("type").asText().equals("number")
                    ? (Object) value.asLong()
                    : (Object) value.asDouble();
        }
        return value.isBoolean() ? (Object) value.asBoolean() : value.asText();
    }
}
