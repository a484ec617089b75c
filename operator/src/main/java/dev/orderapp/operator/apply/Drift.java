package dev.orderapp.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.operator.resources.CanonicalJson;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How an object differs from what is wanted of it. What the cluster says beyond that does not count.
 *
 * @param owned whether the manager owns just the fields that are wanted: none was taken away, and none is to be given up
 * @param applied whether what is wanted now is what was applied last
 * @param difference the first field that has another value than is wanted
 */
record Drift(boolean owned, boolean applied, Optional<Difference> difference) {
    /** What is applied of an object's metadata; all else names the object or is the API server's. */
    private static final List<String> METADATA = List.of("labels", "annotations", "ownerReferences");

    /** Integers whose zero Kubernetes can't tell from none, and replaces by a default. */
    private static final Set<String> DEFAULTED =
            Set.of("timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", "hostPort");

    private static final OwnFields NOTHING = new OwnFields(Map.of());

    /**
     * A field with another value than is wanted.
     *
     * @param field its path from the object on
     * @param actual its value as JSON, or {@code absent}
     * @param wanted the value that is wanted, as JSON
     */
    record Difference(String field, String actual, String wanted) {}

    /**
     * Compares an object with what is wanted.
     *
     * @param actual as the cluster has it
     * @param wantedObject what is wanted
     * @param manager applies it
     */
    static Drift of(HasMetadata actual, WantedObject<?> wantedObject, String manager) {
        Optional<String> hash = Optional.ofNullable(actual.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Annotations.APPLIED_HASH));
        ObjectNode wanted = applied(CanonicalJson.whole(wantedObject.object()));
        Optional<OwnFields> own = OwnFields.of(actual, manager);
        Optional<Difference> difference = differences("", wanted, CanonicalJson.whole(actual), own.orElse(NOTHING))
                .findFirst();
        // The annotation is owned, too.
        hash.ifPresent(
                h -> wanted.withObject("metadata").withObject("annotations").put(Annotations.APPLIED_HASH, h));
        return new Drift(
                own.filter(fields -> fields.areThoseOf(wanted)).isPresent(),
                hash.filter(wantedObject.hash()::equals).isPresent(),
                difference);
    }

    /**
     * Whether to apply. A value that differs although just this was applied, and no other manager took the field since, was changed in
     * our own request; applied once more, it would be changed once more.
     */
    boolean needsWrite() {
        return !owned || difference.isPresent() && !applied;
    }

    /** Whether other managers have undone what was applied. */
    boolean isUndone() {
        return applied && !owned;
    }

    /** What a manager can own of an object. */
    private static ObjectNode applied(JsonNode object) {
        ObjectNode applied = object.deepCopy();
        applied.remove(List.of("apiVersion", "kind", "status"));
        applied.withObject("metadata").retain(METADATA);
        return applied;
    }

    private static Stream<Difference> differences(String at, JsonNode wanted, JsonNode actual, OwnFields own) {
        if (wanted.isObject() && actual.isObject()) {
            return wanted.properties().stream()
                    .flatMap(f -> differences(
                            at.isEmpty() ? f.getKey() : at + "." + f.getKey(),
                            f.getValue(),
                            actual.path(f.getKey()),
                            own.field(f.getKey()).orElse(NOTHING)));
        }
        if (wanted.isArray()
                && actual.isArray()
                && !wanted.isEmpty()
                && wanted.get(0).isObject()) {
            return items(wanted).flatMap(item -> itemDifferences(at, item, actual, own));
        }
        return isSame(at, wanted, actual)
                ? Stream.empty()
                : Stream.of(
                        new Difference(at, actual.isMissingNode() ? "absent" : actual.toString(), wanted.toString()));
    }

    private static Stream<Difference> itemDifferences(String at, JsonNode item, JsonNode actual, OwnFields own) {
        if (own.isKeyed()) {
            return own.counterpart(item, actual)
                    .map(other -> differences(
                            at + "[" + own.keyOf(item) + "]",
                            item,
                            other,
                            own.item(item).orElse(NOTHING)))
                    .orElseGet(() -> Stream.of(new Difference(at, "without it", item.toString())));
        }
        boolean found = items(actual)
                .anyMatch(
                        other -> differences(at, item, other, NOTHING).findAny().isEmpty());
        return found ? Stream.empty() : Stream.of(new Difference(at, "without it", item.toString()));
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static boolean isSame(String at, JsonNode wanted, JsonNode actual) {
        if (isZero(wanted) && (isZero(actual) || wanted.isTextual() || isDefaulted(at))) {
            return true;
        }
        boolean numbers = wanted.isNumber() && actual.isNumber();
        return numbers ? wanted.decimalValue().compareTo(actual.decimalValue()) == 0 : wanted.equals(actual);
    }

    private static boolean isDefaulted(String at) {
        return DEFAULTED.contains(at.substring(at.lastIndexOf('.') + 1));
    }

    /** The API server drops most of these. */
    private static boolean isZero(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> true;
            case BOOLEAN -> !node.booleanValue();
            case NUMBER -> node.decimalValue().signum() == 0;
            case STRING -> node.textValue().isEmpty();
            case ARRAY -> node.isEmpty();
            case OBJECT -> node.properties().stream().allMatch(f -> isZero(f.getValue()));
            case BINARY, POJO -> false;
        };
    }
}
