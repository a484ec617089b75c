package dev.orderapp.operator.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;

/** The client by which the operator asks the API server. */
public final class OperatorClient {
    /** Beside what the operator owns. What is wrong with a watch comes as a {@code Status}. */
    private static final List<Class<? extends KubernetesResource>> OTHERS =
            List.of(Status.class, OrderAppRelease.class, ConfigMap.class, HTTPRoute.class, Gateway.class);

    private OperatorClient() {}

    /**
     * Begins one. It knows the kinds that the operator watches, and no other: a client that looks for those of all Kubernetes loads more than
     * a thousand classes at its first answer, a fourteenth of the processor time of a start.
     */
    public static KubernetesClientBuilder builder() {
        KubernetesSerialization json = new KubernetesSerialization(ConfigMapMetadata.read(new ObjectMapper()), false);
        Stream.concat(OTHERS.stream(), EventSources.OWNED.stream()).forEach(json::registerKubernetesResource);
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(json)
                .withHttpClientBuilderConsumer(ConfigMapMetadata::install);
    }
}
