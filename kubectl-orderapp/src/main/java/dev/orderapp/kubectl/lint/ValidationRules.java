package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CRD's CEL rules, each checked on the value that it belongs to, with the API server's messages. */
final class ValidationRules {
    private static final String RULES = "x-kubernetes-validations";

    private final CelEvaluator cel = new CelEvaluator();
    private final List<Violation> violations = new ArrayList<>();

    private ValidationRules() {}

    /** The rules that a value breaks which fits the schema and has its defaults. */
    static List<Violation> broken(JsonNode value, JsonNode schema) {
        ValidationRules rules = new ValidationRules();
        rules.walk("", value, schema);
        return rules.violations;
    }

    private void walk(String path, JsonNode value, JsonNode schema) {
        schema.path(RULES).forEach(rule -> check(path, value, schema, rule));
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                walk(child, field.getValue(), schema.at("/properties").path(field.getKey()));
            });
        } else if (value instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                walk(path + "[" + i + "]", items.get(i), schema.path("items"));
            }
        }
    }

    private void check(String path, JsonNode value, JsonNode schema, JsonNode rule) {
        Object self = celValue(value, schema);
        if (!Boolean.TRUE.equals(cel.evaluate(rule.get("rule").asText(), self))) {
            String field = path + rule.path("fieldPath").asText();
            violations.add(
                    new Violation(field.startsWith(".") ? field.substring(1) : field, message(rule, value, self)));
        }
    }

    private String message(JsonNode rule, JsonNode value, Object self) {
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

    /** A value as CEL sees it: an int is one of 64 bits, and what the schema calls a number is a double even where it is written without a point. */
    private static Object celValue(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            Map<String, Object> fields = new LinkedHashMap<>();
            object.properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            celValue(field.getValue(), schema.at("/properties").path(field.getKey()))));
            return fields;
        }
        if (value instanceof ArrayNode items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(celValue(item, schema.path("items"))));
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
