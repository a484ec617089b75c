package dev.orderapp.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays a user's Pod template over the operator's, as a strategic merge patch would: objects by field, the lists of
 * {@link #KEYS} by their key, all else replaced. Where only one of several fields may be given, the user's choice replaces ours.
 */
final class Overlay {
    /** Lists whose items are told apart by a field. */
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "ports", "containerPort",
            "volumeMounts", "mountPath",
            "imagePullSecrets", "name",
            "hostAliases", "ip");

    /** Unions: a volume has one source, a variable a value or a source, a hook one action. */
    private static final Set<String> WHOLE = Set.of("volumes", "env", "preStop", "postStart");

    private static final Set<String> PROBES = Set.of("startupProbe", "readinessProbe", "livenessProbe");
    private static final Set<String> PROBE_ACTIONS = Set.of("httpGet", "tcpSocket", "exec", "grpc");
    /** Lists that the user adds to. */
    private static final Set<String> ADDED = Set.of("envFrom");

    private Overlay() {}

    /** Lays {@code theirs} over {@code ours}, which is changed. */
    static void merge(ObjectNode ours, JsonNode theirs) {
        theirs.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode own = ours.get(name);
            JsonNode value = field.getValue();
            if (own instanceof ObjectNode object && value.isObject() && !WHOLE.contains(name)) {
                replaceActions(name, object, value);
                merge(object, value);
            } else if (own instanceof ArrayNode list && ADDED.contains(name)) {
                value.forEach(list::add);
            } else if (own instanceof ArrayNode list && KEYS.containsKey(name)) {
                value.forEach(item -> mergeItem(list, name, item));
            } else {
                ours.set(name, value.deepCopy());
            }
        });
    }

    private static void mergeItem(ArrayNode list, String name, JsonNode item) {
        Optional<Integer> index = indexOf(list, KEYS.get(name), item);
        if (index.isEmpty()) {
            list.add(item.deepCopy());
        } else if (WHOLE.contains(name)) {
            list.set(index.get(), item.deepCopy());
        } else {
            merge((ObjectNode) list.get(index.get()), item);
        }
    }

    private static Optional<Integer> indexOf(ArrayNode list, String key, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode other = list.get(i);
            if (other.path(key).equals(item.path(key)) && protocol(other).equals(protocol(item))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** A port of another protocol is another port; nothing else has one. */
    private static String protocol(JsonNode item) {
        return item.path("protocol").asText("TCP");
    }

    private static void replaceActions(String name, ObjectNode probe, JsonNode theirs) {
        if (PROBES.contains(name) && PROBE_ACTIONS.stream().anyMatch(theirs::has)) {
            PROBE_ACTIONS.stream().filter(action -> !theirs.has(action)).forEach(probe::remove);
        }
    }
}
