package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The releases of one namespace, or of all. Needs the rights get, list and patch on them, and no others. */
public final class ReleaseClient {
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kubectl-orderapp")
            .build();

    private static final ResourceDefinitionContext TYPE =
            ResourceDefinitionContext.fromResourceType(OrderAppRelease.class);

    private final KubernetesClient client;
    private final String namespace;

    /**
     * The releases of a namespace.
     *
     * @param namespace that was named; the context's when empty, and {@code default} when that names none
     */
    public ReleaseClient(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace =
                namespace.or(() -> Optional.ofNullable(client.getNamespace())).orElse("default");
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
        return find(name)
                .orElseThrow(() -> CommandException.cluster("there is no OrderAppRelease \"" + name + "\" in namespace "
                        + namespace + ": `kubectl orderapp list -A` shows those of all namespaces"));
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
        return request(
                "read OrderAppRelease " + name + " in namespace " + namespace,
                () -> Optional.ofNullable(client.resources(OrderAppRelease.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    /** All of a release, for scripts; what {@link #get} leaves out is there. */
    public GenericKubernetesResource raw(String name) {
        get(name);
        return request(
                "read OrderAppRelease " + name + " in namespace " + namespace,
                () -> withoutManagedFields(client.genericKubernetesResources(TYPE)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    /** All of the releases of this namespace, or of all namespaces, for scripts. */
    public List<GenericKubernetesResource> allRaw(boolean allNamespaces) {
        var resources = client.genericKubernetesResources(TYPE);
        return request(
                "list OrderAppReleases",
                () -> (allNamespaces ? resources.inAnyNamespace() : resources.inNamespace(namespace))
                        .list().getItems().stream()
                                .map(ReleaseClient::withoutManagedFields)
                                .toList());
    }

    /** The releases of this namespace, by name. */
    public List<OrderAppRelease> list() {
        return request(
                "list OrderAppReleases in namespace " + namespace,
                () -> sorted(client.resources(OrderAppRelease.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems()));
    }

    /** The releases of all namespaces, by namespace and name. */
    public List<OrderAppRelease> listAll() {
        return request(
                "list OrderAppReleases in all namespaces",
                () -> sorted(client.resources(OrderAppRelease.class)
                        .inAnyNamespace()
                        .list()
                        .getItems()));
    }

    /**
     * Changes a release by a JSON merge patch.
     *
     * @return the release as it is now
     * @throws CommandException if the API server refuses: its sentence names the field
     */
    public OrderAppRelease patch(String name, Map<String, ?> change) {
        return request("change OrderAppRelease " + name + " in namespace " + namespace, () -> client.resources(
                        OrderAppRelease.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(MERGE, client.getKubernetesSerialization().asJson(change)));
    }

    /** Sets one annotation, by which a person asks the operator for an action. */
    public OrderAppRelease annotate(String name, String annotation, String value) {
        return patch(name, Map.of("metadata", Map.of("annotations", Map.of(annotation, value))));
    }

    /** The record of which program set which field: kubectl hides it as well. */
    private static GenericKubernetesResource withoutManagedFields(GenericKubernetesResource release) {
        release.getMetadata().setManagedFields(null);
        return release;
    }

    private <T> T request(String action, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw ApiErrors.of(e, action, client.getMasterUrl().toString());
        }
    }

    private static List<OrderAppRelease> sorted(List<OrderAppRelease> releases) {
        return releases.stream()
                .sorted(Comparator.comparing(
                                (OrderAppRelease r) -> r.getMetadata().getNamespace())
                        .thenComparing(r -> r.getMetadata().getName()))
                .toList();
    }
}
