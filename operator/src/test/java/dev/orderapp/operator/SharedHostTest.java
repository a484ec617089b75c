package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Shops whose owners do not know of each other, or of an Ingress elsewhere, and name one host. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class SharedHostTest {
    private final KubernetesClient client;
    private final PodMetricsServer pages;
    private final TestShop elder;
    private final TestShop younger;

    SharedHostTest(KubernetesClient client) {
        pages = PodMetricsServer.start(client);
        long now = System.nanoTime();
        elder = TestShop.in(client, "elder-" + now);
        younger = TestShop.in(client, "younger-" + now);
        this.client = client;
    }

    @AfterEach
    void stop() {
        elder.close();
        younger.close();
        pages.close();
    }

    @Test
    void theYoungerStartsNothingUntilItHasAHostOfItsOwnAndTheElderIsNotHeld() {
        Set<String> both = Set.of(elder.namespace(), younger.namespace());
        elder.create("one.test", "approval: false");
        younger.create("one.test", "approval: false");
        try (TestOperator operator = TestOperator.start(client.getConfiguration(), both, pages::address)) {
            elder.until(s -> s.phase() == Phase.Stable && routable(s).equals("Routable"));
            younger.until(s -> s.phase() == Phase.Stable && routable(s).equals("HostClaimed"));
            younger.image(TestShop.OTHER);
            elder.image(TestShop.OTHER);
            elder.until(s -> s.phase() == Phase.Progressing);
            younger.until(s -> settled(s).equals("HostClaimed"));
            assertEquals(Phase.Stable, younger.status().orElseThrow().phase());
            younger.host("two.test");
            younger.until(s -> s.phase() == Phase.Progressing && routable(s).equals("Routable"));
        }
    }

    @Test
    void anIngressOfNoReleaseOnTheHostIsNamedWhenItComesAndForgottenWhenItGoes() {
        elder.create("one.test", "approval: false");
        try (TestOperator operator =
                TestOperator.start(client.getConfiguration(), Set.of(elder.namespace()), pages::address)) {
            elder.until(s -> s.phase() == Phase.Stable && routable(s).equals("Routable"));
            Resource<Ingress> docs =
                    client.resource(Serialization.unmarshal("""
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: docs, namespace: %s}
                    spec:
                      ingressClassName: nginx
                      rules:
                        - host: one.test
                          http: {paths: [{path: /api/docs, pathType: Prefix, backend: {service: {name: any, port: {number: 80}}}}]}
                    """.formatted(elder.namespace()), Ingress.class));
            docs.create();
            elder.until(s -> routable(s).equals("PathConflict"));
            docs.delete();
            elder.until(s -> routable(s).equals("Routable"));
        }
    }

    /** As an app is adopted: its Ingress leads to the release's Services already, and goes when the release has its own. */
    @Test
    void aReleaseTakesTheHostThatAnIngressOfNoReleaseHasAndIsNotHeldByIt() {
        client.resource(Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: %s}
                spec:
                  ingressClassName: nginx
                  rules:
                    - host: one.test
                      http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: shop-frontend-stable, port: {number: 80}}}}
                """.formatted(elder.namespace()), Ingress.class))
                .create();
        elder.create("shop.adopt.invalid", "approval: false");
        try (TestOperator operator =
                TestOperator.start(client.getConfiguration(), Set.of(elder.namespace()), pages::address)) {
            elder.until(s -> s.phase() == Phase.Stable && routable(s).equals("Routable"));
            elder.host("one.test");
            elder.until(s -> s.phase() == Phase.Stable && routable(s).equals("PathConflict"));
            await().until(() ->
                    ingress("shop").get().getSpec().getRules().get(0).getHost().equals("one.test"));
            elder.image(TestShop.OTHER);
            elder.until(s -> s.phase() == Phase.Progressing);
            ingress("web").delete();
            elder.until(s -> routable(s).equals("Routable"));
        }
    }

    private Resource<Ingress> ingress(String name) {
        return client.network().v1().ingresses().inNamespace(elder.namespace()).withName(name);
    }

    private static String routable(OrderAppReleaseStatus status) {
        return reason(status, "Routable");
    }

    private static String settled(OrderAppReleaseStatus status) {
        return reason(status, "Settled");
    }

    private static String reason(OrderAppReleaseStatus status, String condition) {
        return status.conditions().stream()
                .filter(c -> c.getType().equals(condition))
                .findFirst()
                .map(c -> c.getReason())
                .orElse("");
    }
}
