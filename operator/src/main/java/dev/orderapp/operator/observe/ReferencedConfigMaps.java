package dev.orderapp.operator.observe;

import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The contents of the ConfigMaps that releases name. They are the users' own, carry no label of ours, and a cluster may have
 * thousands of others: so the informer keeps only their metadata, and a content is read once per change of one that is named.
 */
public final class ReferencedConfigMaps {
    private final KubernetesClient client;
    private final Function<ResourceID, Optional<ConfigMap>> informer;
    private final Map<ResourceID, Map<String, Content>> releases = new ConcurrentHashMap<>();

    /** A content, and the version that the informer knew when it was read. */
    private record Content(String version, ConfigMap configMap) {}

    /**
     * @param client asks for contents
     * @param informer tells the current version of a ConfigMap
     */
    public ReferencedConfigMaps(KubernetesClient client, Function<ResourceID, Optional<ConfigMap>> informer) {
        this.client = client;
        this.informer = informer;
    }

    /** Those ConfigMaps named in a release's spec that exist, by name. */
    Map<String, ConfigMap> of(OrderAppRelease release) {
        String namespace = release.getMetadata().getNamespace();
        ResourceID id = ResourceID.fromResource(release);
        Map<String, Content> before = releases.getOrDefault(id, Map.of());
        Map<String, Content> after = new HashMap<>();
        for (String name : RevisionInput.configMapNames(release.getSpec())) {
            content(new ResourceID(name, namespace), Optional.ofNullable(before.get(name)))
                    .ifPresent(content -> after.put(name, content));
        }
        if (after.isEmpty()) {
            releases.remove(id);
        } else {
            releases.put(id, after);
        }
        Map<String, ConfigMap> found = new HashMap<>();
        after.forEach((name, content) -> found.put(name, content.configMap()));
        return found;
    }

    /** Drops the contents of a release that is deleted. */
    public void forget(ResourceID release) {
        releases.remove(release);
    }

    private Optional<Content> content(ResourceID id, Optional<Content> known) {
        Optional<String> version = informer.apply(id).map(c -> c.getMetadata().getResourceVersion());
        return version.flatMap(
                v -> known.filter(c -> c.version().equals(v)).or(() -> read(id).map(c -> new Content(v, c))));
    }

    private Optional<ConfigMap> read(ResourceID id) {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(id.getNamespace().orElseThrow())
                .withName(id.getName())
                .get());
    }
}
