package dev.orderapp.operator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator reads of a namespace's ConfigMaps, which are anybody's: nothing of their contents but that of the ones a release names. */
@ExtendWith(ApiServer.class)
class ConfigMapMetadataTest {
    private static final String NAMESPACE = "config-maps";
    private static final int KIB = 1024;

    private final KubernetesClient client;

    ConfigMapMetadataTest(KubernetesClient client) {
        this.client = client;
    }

    @Test
    void contentsAreReadOfTheNamedOnesAloneAndTheirChangesAreFollowed() {
        try (TestShop shop = TestShop.in(client, NAMESPACE);
                PodMetricsServer pages = PodMetricsServer.start(client)) {
            IntStream.range(0, 4).forEach(i -> create("other-" + i, "x".repeat(900 * KIB)));
            create("settings", "info");
            shop.create();
            client.resources(OrderAppRelease.class)
                    .inNamespace(NAMESPACE)
                    .withName("shop")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\": {\"backend\": {\"envFrom\": [{\"configMapRef\": {\"name\": \"settings\"}}]}}}");
            try (TestOperator operator = TestOperator.start(client.getConfiguration(), NAMESPACE, pages::address)) {
                shop.until(s -> s.phase() == Phase.Stable);

                assertTrue(operator.bytes() < 900 * KIB, () -> operator.bytes() + " bytes were read");

                client.resource(configMap("settings", "debug")).update();
                shop.until(s -> s.phase() == Phase.Progressing);
            }
        }
    }

    private void create(String name, String content) {
        client.resource(configMap(name, content)).create();
    }

    private static ConfigMap configMap(String name, String content) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .addToData("LEVEL", content)
                .build();
    }
}
