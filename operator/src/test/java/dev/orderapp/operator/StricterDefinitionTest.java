package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Releases that were stored before the definition refused what they hold. */
@Isolated("others meet the definition that it installs")
@ExtendWith(ApiServer.class)
class StricterDefinitionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NAMESPACE = "stricter";

    private final KubernetesClient client;

    StricterDefinitionTest(KubernetesClient client) {
        this.client = client;
    }

    @Test
    void aStricterDefinitionLetsStoredReleasesGoOn() {
        try (TestShop shop = TestShop.in(client, NAMESPACE);
                PodMetricsServer pages = PodMetricsServer.start(client)) {
            try (LooseDefinition earlier = LooseDefinition.install(client)) {
                shop.create();
                patch("""
                        {"spec": {"analysis": {"metrics": [{"name": "server-errors", "maxRatio": 5000,
                         "bad": "shop_requests_total{outcome=\\"error\\"}", "total": "shop_requests_total"}]}}}""");
                client.resource(Serialization.unmarshal("""
                                apiVersion: orderapp.dev/v1
                                kind: OrderAppRelease
                                metadata: {name: unreadable, namespace: %s}
                                spec: {backend: {image: "a:1", probes: {liveness: {periodSeconds: 5000000000}}}}
                                """.formatted(NAMESPACE), GenericKubernetesResource.class))
                        .create();
            }

            try (TestOperator operator = TestOperator.start(client.getConfiguration(), NAMESPACE, pages::address)) {
                shop.until(s -> s.phase() == Phase.Stable);
                shop.image(TestShop.OTHER);
                shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);

                String reason = await().atMost(PATIENCE)
                        .until(this::reasonOfUnreadable, Optional::isPresent)
                        .orElseThrow();
                assertEquals("Unreadable", reason);
            }
        }
    }

    private void patch(String change) {
        client.resources(OrderAppRelease.class)
                .inNamespace(NAMESPACE)
                .withName("shop")
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private Optional<String> reasonOfUnreadable() {
        return Stream.ofNullable(client.resources(OrderAppRelease.class)
                        .inNamespace(NAMESPACE)
                        .withName("unreadable")
                        .get()
                        .getStatus())
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.getType().equals("Resolved"))
                .map(Condition::getReason)
                .findFirst();
    }
}
