package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.OrderAppRelease;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The releases of one namespace, or of all. Needs the rights get, list and patch on them, and no others. */
public final class ReleaseClient {
    private static final String GROUP = "apis/orderapp.dev/v1/";
    private static final String PLURAL = "orderappreleases";

    private final KubeApi api;
    private final String namespace;
    private final ModelReader model = new ModelReader();

    /**
     * The releases of a namespace.
     *
     * @param namespace that was named; the context's when empty, and {@code default} when that names none
     */
    public ReleaseClient(KubeApi api, Optional<String> namespace) {
        this.api = api;
        this.namespace = namespace.or(api::namespace).orElse("default");
    }

    /** The namespace of these releases. */
    public String namespace() {
        return namespace;
    }

    /**
     * Reads a release.
     *
     * @throws CommandException if there is none of that name, or it can't be read
     */
    public OrderAppRelease get(String name) {
        return find(name).orElseThrow(() -> isMissing(name));
    }

    private CommandException isMissing(String name) {
        return CommandException.cluster("there is no OrderAppRelease \"" + name + "\" in namespace " + namespace
                + ": `kubectl orderapp list -A` shows those of all namespaces");
    }

    /**
     * Reads a release that was there a moment ago.
     *
     * @throws CommandException if it was deleted meanwhile, or can't be read
     */
    public OrderAppRelease existing(String name) {
        return find(name)
                .orElseThrow(() -> CommandException.cluster("OrderAppRelease " + name + " in namespace " + namespace
                        + " was deleted meanwhile: there is nothing to wait for any more"));
    }

    /** Reads a release; empty if there is none of that name. */
    public Optional<OrderAppRelease> find(String name) {
        return stored(name).map(model::release);
    }

    /** All of a release, for scripts; what {@link #get} leaves out is there. */
    public Object raw(String name) {
        return withoutManagedFields(stored(name).orElseThrow(() -> isMissing(name)));
    }

    private Optional<Object> stored(String name) {
        return request("read OrderAppRelease " + name + " in namespace " + namespace, () -> {
            try {
                return Optional.of(api.get(path(name)));
            } catch (ApiException e) {
                if (e.code() == ApiErrors.NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** All of the releases of this namespace, or of all namespaces, for scripts. */
    public List<Object> allRaw(boolean allNamespaces) {
        return (allNamespaces ? listed("", "OrderAppReleases") : listed(inNamespace(), "OrderAppReleases"))
                .map(ReleaseClient::withoutManagedFields)
                .toList();
    }

    /** The releases of this namespace, by name. */
    public List<OrderAppRelease> list() {
        return sorted(listed(inNamespace(), "OrderAppReleases in namespace " + namespace));
    }

    /** The releases of all namespaces, by namespace and name. */
    public List<OrderAppRelease> listAll() {
        return sorted(listed("", "OrderAppReleases in all namespaces"));
    }

    private Stream<Object> listed(String in, String what) {
        return request("list " + what, () -> Json.items(Json.field(api.get(GROUP + in + PLURAL), "items")).stream()
                .map(Object.class::cast));
    }

    private String inNamespace() {
        return "namespaces/" + KubeApi.encoded(namespace) + "/";
    }

    private String path(String name) {
        return GROUP + inNamespace() + PLURAL + "/" + KubeApi.encoded(name);
    }

    /**
     * Changes a release by a JSON merge patch.
     *
     * @return the release as it is now
     * @throws CommandException if the API server refuses: its sentence names the field
     */
    public OrderAppRelease patch(String name, Map<String, ?> change) {
        return request(
                "change OrderAppRelease " + name + " in namespace " + namespace,
                () -> model.release(api.mergePatch(path(name), change)));
    }

    /** Sets one annotation, by which a person asks the operator for an action. */
    public OrderAppRelease annotate(String name, String annotation, String value) {
        return patch(name, Map.of("metadata", Map.of("annotations", Map.of(annotation, value))));
    }

    /** The record of which program set which field: kubectl hides it as well. */
    private static Object withoutManagedFields(Object release) {
        if (Json.field(release, "metadata") instanceof Map<?, ?> metadata) {
            metadata.remove("managedFields");
        }
        return release;
    }

    private <T> T request(String action, Supplier<T> request) {
        try {
            return request.get();
        } catch (ApiException e) {
            throw ApiErrors.of(e, action, api.server());
        }
    }

    private List<OrderAppRelease> sorted(Stream<Object> releases) {
        return releases.map(model::release)
                .sorted(Comparator.comparing(
                                (OrderAppRelease r) -> r.getMetadata().getNamespace())
                        .thenComparing(r -> r.getMetadata().getName()))
                .toList();
    }
}
