package dev.orderapp.crd;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Releases as a user writes them: YAML that the API server sees untouched by the records, made of a minimal valid release
 * and a change to it.
 */
final class SampleManifests {
    private static final String MINIMAL = """
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {name: shop, namespace: default}
            spec: {backend: {image: "docker.io/acme/order-backend:1.0.0"}}
            """;

    private static final ResourceDefinitionContext TYPE =
            ResourceDefinitionContext.fromResourceType(OrderAppRelease.class);

    private final KubernetesClient client;

    SampleManifests(KubernetesClient client) {
        this.client = client;
    }

    /** The minimal release with a JSON merge patch (RFC 7386) applied: {@code null} removes a field. */
    static GenericKubernetesResource minimalWith(Map<String, Object> change) {
        Map<String, Object> minimal = Serialization.unmarshal(MINIMAL, new TypeReference<Map<String, Object>>() {});
        return Serialization.unmarshal(Serialization.asJson(merge(minimal, change)), GenericKubernetesResource.class);
    }

    /** Lets the API server check and complete a release, strict about unknown fields as kubectl is, without storing it. */
    GenericKubernetesResource dryRun(GenericKubernetesResource release) {
        return client.genericKubernetesResources(TYPE)
                .resource(release)
                .dryRun()
                .fieldValidation(Validation.STRICT)
                .create();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merge(Map<String, Object> target, Map<String, Object> change) {
        Map<String, Object> merged = new LinkedHashMap<>(target);
        change.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> map && merged.get(key) instanceof Map<?, ?> old) {
                merged.put(key, merge((Map<String, Object>) old, (Map<String, Object>) map));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }
}
