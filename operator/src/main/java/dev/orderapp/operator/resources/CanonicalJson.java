package dev.orderapp.operator.resources;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * JSON in one form per meaning: quantities as the API server writes them, no empty values, keys in order. It is
 * what revisions are hashed from, and what templates are made of, so that the API server has nothing left to tidy up.
 */
public final class CanonicalJson {
    /** Objects whose keys are the user's: an empty value there is one, as in {@code node-role.kubernetes.io/worker: ""}. */
    private static final Set<String> OF_USERS_KEYS =
            Set.of("labels", "annotations", "nodeSelector", "matchLabels", "volumeAttributes", "options");
    /** Where an empty string and none differ. */
    private static final String STORAGE_CLASS = "storageClassName";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addMixIn(Quantity.class, AsKubernetes.class)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalJson() {}

    /** A value as a tree, with all that is in it. */
    public static JsonNode whole(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A value as a tree without nulls, empty lists and empty strings. */
    static ObjectNode tree(Object value) {
        ObjectNode tree = MAPPER.valueToTree(value);
        prune(tree, false);
        return tree;
    }

    /** An object without fields. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * A tree as a value.
     *
     * @throws IllegalArgumentException if it does not fit the type
     */
    static <T> T as(Class<T> type, JsonNode tree) {
        return MAPPER.convertValue(tree, type);
    }

    /** A value as text: equal values of one type give equal text, whatever the order of their maps. */
    public static String serialized(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A Kubernetes object cannot be written as JSON", impossible);
        }
    }

    /** A tree as text, keys sorted: equal trees give equal text. */
    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(sorted(tree));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree cannot be written", impossible);
        }
    }

    /**
     * The tree that a text was made from.
     *
     * @throws IllegalArgumentException if the text is not JSON
     */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Takes out empty objects too: {@code resources: {}} asks for the same as no {@code resources}. */
    static void pruneObjects(ObjectNode object) {
        for (JsonNode child : object) {
            if (child instanceof ObjectNode nested) {
                pruneObjects(nested);
            } else if (child instanceof ArrayNode list) {
                list.forEach(item -> {
                    if (item instanceof ObjectNode nested) {
                        pruneObjects(nested);
                    }
                });
            }
        }
        object.properties().removeIf(field -> field.getValue() instanceof ObjectNode nested && nested.isEmpty());
    }

    private static void prune(JsonNode node, boolean usersKeys) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> prune(field.getValue(), OF_USERS_KEYS.contains(field.getKey())));
            object.properties().removeIf(field -> isEmptyValue(field.getKey(), field.getValue(), usersKeys));
        } else if (node instanceof ArrayNode list) {
            list.forEach(item -> prune(item, false));
        }
    }

    private static boolean isEmptyValue(String key, JsonNode value, boolean usersKeys) {
        boolean emptyText = value.isTextual() && value.textValue().isEmpty();
        return value.isNull()
                || value.isArray() && value.isEmpty()
                || emptyText && !usersKeys && !key.equals(STORAGE_CLASS);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode sorted = object();
            new TreeSet<>(object.properties().stream().map(e -> e.getKey()).toList())
                    .forEach(key -> sorted.set(key, sorted(object.get(key))));
            return sorted;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode sorted = MAPPER.createArrayNode();
            list.forEach(item -> sorted.add(sorted(item)));
            return sorted;
        }
        return node;
    }

    @JsonSerialize(using = QuantityWriter.class)
    private interface AsKubernetes {}

    private static final class QuantityWriter extends JsonSerializer<Quantity> {
        @Override
        public void serialize(Quantity value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(CanonicalQuantity.text(value));
        }
    }
}
