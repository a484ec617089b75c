package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.contract.Names;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what the operator recorded of an attempt: a ConfigMap beside the release. Needs the right {@code get configmaps}. */
public final class CourseReader {
    private final KubeApi api;

    /** Nothing is read yet. */
    public CourseReader(KubeApi api) {
        this.api = api;
    }

    /**
     * The recorded texts by their keys, {@code course.json} and {@code failure.json}.
     *
     * @return empty if nothing was recorded
     * @throws CommandException if it may not be read, or the cluster can't be reached
     */
    public Optional<Map<String, String>> find(String namespace, String release, int attempt) {
        String name = Names.course(release, attempt);
        try {
            Object map =
                    api.get("api/v1/namespaces/" + KubeApi.encoded(namespace) + "/configmaps/" + KubeApi.encoded(name));
            return Optional.of(texts(Json.field(map, "data")));
        } catch (ApiException e) {
            if (e.code() == ApiErrors.NOT_FOUND) {
                return Optional.empty();
            }
            throw ApiErrors.of(e, "read ConfigMap " + name + " in namespace " + namespace, api.server());
        }
    }

    private static Map<String, String> texts(Object data) {
        return data instanceof Map<?, ?> fields
                ? fields.entrySet().stream()
                        .collect(Collectors.toMap(
                                field -> String.valueOf(field.getKey()), field -> String.valueOf(field.getValue())))
                : Map.of();
    }
}
