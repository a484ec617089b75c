package dev.orderapp.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The fields of an object that one manager applied last, as the API server keeps them in {@code metadata.managedFields}. A field leaves
 * them as soon as another manager changes or removes it, whatever its value is then.
 *
 * <p>Names start with {@code f:}, items of lists that are merged by key with <code>k:{…}</code>, those that are merged by value with
 * {@code v:}. A field with nothing below is a value, or a list or map that is owned as a whole.
 */
record OwnFields(Map<String, Object> tree) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "f:";
    private static final String KEYED_ITEM = "k:";
    private static final String VALUE_ITEM = "v:";
    private static final OwnFields WHOLE = new OwnFields(Map.of());

    /** Those of a manager that applies; empty if it owns nothing of the object. */
    static Optional<OwnFields> of(HasMetadata object, String manager) {
        return Stream.ofNullable(object.getMetadata().getManagedFields())
                .flatMap(List::stream)
                .filter(e -> manager.equals(e.getManager()) && "Apply".equals(e.getOperation()))
                .filter(e -> e.getFieldsV1() != null)
                .map(e -> new OwnFields(e.getFieldsV1().getAdditionalProperties()))
                .findFirst();
    }

    /** Whether it is owned as a whole. */
    boolean isWhole() {
        return tree.isEmpty();
    }

    /** Whether the items of this list are told apart by some of their fields. */
    boolean isKeyed() {
        return tree.keySet().stream().anyMatch(key -> key.startsWith(KEYED_ITEM));
    }

    /** What is owned of a field; empty if nothing. */
    Optional<OwnFields> field(String name) {
        return child(FIELD + name);
    }

    @SuppressWarnings("unchecked") // Field trees are maps of strings to maps, all the way down.
    private Optional<OwnFields> child(String key) {
        return Optional.ofNullable((Map<String, Object>) tree.get(key)).map(OwnFields::new);
    }

    /** What is owned of an item of a keyed list; empty if nothing. */
    Optional<OwnFields> item(JsonNode item) {
        return tree.keySet().stream()
                .filter(key -> isKeyOf(key, item))
                .findFirst()
                .flatMap(this::child);
    }

    /** The item of {@code others} that has the same key as {@code item}; a key that neither of them says has a default. */
    Optional<JsonNode> counterpart(JsonNode item, JsonNode others) {
        return tree.keySet().stream()
                .filter(key -> isKeyOf(key, item))
                .flatMap(
                        key -> StreamSupport.stream(others.spliterator(), false).filter(other -> isKeyOf(key, other)))
                .findFirst();
    }

    /** A short form of an item's key, e.g. {@code name=app}. */
    String keyOf(JsonNode item) {
        return tree.keySet().stream()
                .filter(key -> isKeyOf(key, item))
                .map(key -> key.substring(KEYED_ITEM.length())
                        .replaceAll("[{}\"]", "")
                        .replace(':', '='))
                .findFirst()
                .orElse("");
    }

    private static boolean isKeyOf(String key, JsonNode item) {
        return key.startsWith(KEYED_ITEM)
                && parsed(key).properties().stream()
                        .allMatch(k -> !item.has(k.getKey())
                                || item.get(k.getKey())
                                        .asText()
                                        .equals(k.getValue().asText()));
    }

    private static JsonNode parsed(String key) {
        try {
            return JSON.readTree(key.substring(KEYED_ITEM.length()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The API server wrote " + key, impossible);
        }
    }

    /** Whether they are just the fields of what is wanted: none was taken away, and none is to be given up. */
    boolean areThoseOf(JsonNode wanted) {
        if (isWhole() || wanted.isValueNode()) {
            return true;
        }
        return wanted.isArray() ? haveItems(wanted) : haveFields(wanted);
    }

    private boolean haveFields(JsonNode wanted) {
        boolean owned = wanted.properties().stream().allMatch(f -> field(f.getKey())
                .filter(own -> own.areThoseOf(f.getValue()))
                .isPresent());
        return owned
                && tree.keySet().stream()
                        .filter(key -> key.startsWith(FIELD))
                        .allMatch(key -> wanted.has(key.substring(FIELD.length())));
    }

    private boolean haveItems(JsonNode wanted) {
        boolean owned = StreamSupport.stream(wanted.spliterator(), false)
                .allMatch(i -> i.isValueNode()
                        ? tree.containsKey(VALUE_ITEM + i)
                        : item(i).filter(own -> own.areThoseOf(i)).isPresent());
        long items = tree.keySet().stream()
                .filter(key -> key.startsWith(KEYED_ITEM) || key.startsWith(VALUE_ITEM))
                .count();
        return owned && items == wanted.size();
    }
}
