package dev.orderapp.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator's client takes the objects for that watches bring. */
class OperatorClientTest {
    private final KubernetesClient client =
            OperatorClient.builder().withConfig(Config.empty()).build();

    @AfterEach
    void close() {
        client.close();
    }

    static Stream<Class<? extends HasMetadata>> watched() {
        return Stream.concat(
                EventSources.OWNED.stream(),
                Stream.of(OrderAppRelease.class, ConfigMap.class, HTTPRoute.class, Gateway.class));
    }

    @ParameterizedTest
    @MethodSource("watched")
    void aKindThatIsWatchedComesAsItsOwnType(Class<? extends HasMetadata> type) {
        assertEquals(type, read(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)));
    }

    /** The informers tell by it that they have to read all anew. */
    @Test
    void whatIsWrongWithAWatchComesAsAStatus() {
        assertEquals(Status.class, read("v1", "Status"));
    }

    /** Else the first answer would load the classes of all kinds. */
    @Test
    void noOtherKindIsKnown() {
        assertEquals(GenericKubernetesResource.class, read(HasMetadata.getApiVersion(Node.class), "Node"));
    }

    private Class<? extends KubernetesResource> read(String apiVersion, String kind) {
        String event = "{\"type\": \"MODIFIED\", \"object\": {\"apiVersion\": \"%s\", \"kind\": \"%s\"}}";
        return client.getKubernetesSerialization()
                .unmarshal(event.formatted(apiVersion, kind), WatchEvent.class)
                .getObject()
                .getClass()
                .asSubclass(KubernetesResource.class);
    }
}
