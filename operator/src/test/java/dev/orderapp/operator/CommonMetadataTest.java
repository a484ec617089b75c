package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Labels and annotations that a release asks for on all of its objects, on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class CommonMetadataTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    CommonMetadataTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "common-metadata-" + System.nanoTime());
        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
        shop.create();
        shop.until(s -> s.phase() == Phase.Stable);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    @Test
    void areFollowedAtOnceWithoutANewRevisionAndGoAgain() {
        String revision = shop.status().orElseThrow().stable().revision();
        List<PodTemplateSpec> templates = templates();

        shop.commonMetadata("{\"labels\": {\"cost\": \"low\"}, \"annotations\": {\"contact\": \"us\"}}");
        await().atMost(PATIENCE).until(() -> objects().allMatch(CommonMetadataTest::isLabelled));

        shop.commonMetadata("null");
        await().atMost(PATIENCE).until(() -> objects().noneMatch(CommonMetadataTest::isLabelled));
        assertEquals(revision, shop.status().orElseThrow().stable().revision());
        assertEquals(templates, templates(), "what the Pods are made of");
    }

    private static boolean isLabelled(HasMetadata object) {
        boolean annotated = "us".equals(object.getMetadata().getAnnotations().get("contact"));
        return "low".equals(object.getMetadata().getLabels().get("cost")) && annotated != object instanceof Ingress;
    }

    private List<PodTemplateSpec> templates() {
        return all(Deployment.class)
                .map(deployment -> deployment.getSpec().getTemplate())
                .toList();
    }

    private Stream<HasMetadata> objects() {
        return Stream.of(Deployment.class, PodDisruptionBudget.class, Service.class, Ingress.class)
                .flatMap(this::all);
    }

    private <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return client
                .resources(type)
                .inNamespace(shop.namespace())
                .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                .list()
                .getItems()
                .stream();
    }
}
