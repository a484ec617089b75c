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
public final class NamedConfigMaps {
    private final KubernetesClient client;
    private final Function<ResourceID, Optional<ConfigMap>> informer;
    private final Map<ResourceID, Content> contents = new ConcurrentHashMap<>();

    /** A content, and the version that the informer knew when it was read. */
    private record Content(String version, ConfigMap configMap) {}

    /**
     * Reads through a cache.
     *
     * @param client asks for contents
     * @param informer tells the current version of a ConfigMap
     */
    public NamedConfigMaps(KubernetesClient client, Function<ResourceID, Optional<ConfigMap>> informer) {
        this.client = client;
        this.informer = informer;
    }

    /** Those ConfigMaps named in a release's spec that exist, by name. */
    Map<String, ConfigMap> of(OrderAppRelease release) {
        Map<String, ConfigMap> found = new HashMap<>();
        for (String name : RevisionInput.configMapNames(release.getSpec())) {
            ResourceID id = new ResourceID(name, release.getMetadata().getNamespace());
            content(id).ifPresent(configMap -> found.put(name, configMap));
        }
        return found;
    }

    private Optional<ConfigMap> content(ResourceID id) {
        Optional<String> version = informer.apply(id).map(c -> c.getMetadata().getResourceVersion());
        if (version.isEmpty()) {
            contents.remove(id);
            return Optional.empty();
        }
        Content known = contents.get(id);
        if (known == null || !known.version().equals(version.get())) {
            ConfigMap read = client.configMaps()
                    .inNamespace(id.getNamespace().orElseThrow())
                    .withName(id.getName())
                    .get();
            known = new Content(version.get(), read);
            contents.put(id, known);
        }
        return Optional.ofNullable(known.configMap());
    }
}
