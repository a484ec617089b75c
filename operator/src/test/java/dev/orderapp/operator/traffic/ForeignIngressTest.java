package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignIngressTest {
    private static final OrderAppRelease SHOP = release("/api", "/");
    private static final OrderAppRelease SIDE_BY_SIDE = release("/shop-api", "/shop");

    @ParameterizedTest
    @CsvSource({
        "/api, is this release's path on host shop.test as well",
        "/, is this release's path on host shop.test as well",
        "/api/docs, gets no visitors on host shop.test: path /api of this release is a regular expression",
        "/API/docs, gets no visitors on host shop.test: path /api of this release is a regular expression",
        "/blog, is inside path / on host shop.test: while there is a canary Traefik leads visitors of it",
    })
    void aPathThatMayLoseVisitorsToAReleaseIsNamed(String path, String sentence) {
        Obstacle obstacle = obstacle(SHOP, ingress("nginx", "shop.test", path)).orElseThrow();

        assertEquals(Obstacle.Kind.PathConflict, obstacle.kind());
        String told = obstacle.message().replace("canary,", "canary");
        assertTrue(
                told.startsWith(
                        "path " + path + " of Ingress else/where, which belongs to no release, " + sentence.strip()),
                told);
    }

    @Test
    void ofPathsSideBySideNoneIsAnExpressionSoThatOnlyTraefikMistakesAPathInside() {
        assertTrue(message(SIDE_BY_SIDE, ingress("nginx", "shop.test", "/shop-api/docs"))
                .endsWith("unless the controller is ingress-nginx"));
        assertEquals("", message(SIDE_BY_SIDE, ingress("nginx", "shop.test", "/docs")));
        assertEquals("", message(SIDE_BY_SIDE, ingress("nginx", "shop.test", "/")));
        assertEquals("", message(SIDE_BY_SIDE, ingress("nginx", "shop.test", "/shopping")));
    }

    /** The longest expression wins, so a path inside the page's may be shorter than the page's own expression. */
    @Test
    void aShortPathBelowAnOuterPathLosesToItsExpression() {
        OrderAppRelease nested = release("/shop/api", "/shop");

        assertTrue(message(nested, ingress("nginx", "shop.test", "/shop/x")).contains("gets no visitors"));
        assertTrue(message(nested, ingress("nginx", "shop.test", "/shop/a-long-one"))
                .endsWith("unless the controller is ingress-nginx"));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, other.test, /api",
        "internal, shop.test, /api",
        "nginx, '', /api",
        "nginx, shop.test, /.well-known/acme-challenge/token",
    })
    void otherHostsAndClassesAndProofsOfAHostAreNoMatter(String className, String host, String path) {
        assertEquals("", message(SHOP, ingress(className, host, path)));
    }

    @Test
    void theWorstOfSeveralIsNamed() {
        assertTrue(message(
                        SHOP,
                        ingress("nginx", "shop.test", "/blog"),
                        ingress("nginx", "shop.test", "/api/docs"),
                        ingress("nginx", "elsewhere.test", "/api"))
                .startsWith("path /api/docs of Ingress else/where"));
    }

    @Test
    void itHoldsNoRelease() {
        assertEquals(false, Obstacle.Kind.PathConflict.blocksStart());
    }

    @Test
    void anIngressOfADefaultBackendAloneHasNoKeys() {
        GenericKubernetesResource ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: where, namespace: else}
                spec: {ingressClassName: nginx, defaultBackend: {service: {name: any, port: {number: 80}}}}
                """, GenericKubernetesResource.class);

        assertEquals(List.of(), ForeignIngress.keys(ingress));
    }

    private static String message(OrderAppRelease release, GenericKubernetesResource... ingresses) {
        return obstacle(release, ingresses).map(Obstacle::message).orElse("");
    }

    /** As the index finds them. */
    private static Optional<Obstacle> obstacle(OrderAppRelease release, GenericKubernetesResource... ingresses) {
        return ForeignIngress.obstacle(release, key -> Stream.of(ingresses)
                .filter(ingress -> ForeignIngress.keys(ingress).contains(key))
                .toList());
    }

    private static GenericKubernetesResource ingress(String className, String host, String path) {
        return Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: where, namespace: else}
                spec:
                  ingressClassName: %s
                  rules:
                    - host: "%s"
                      http: {paths: [{path: "%s", pathType: Prefix, backend: {service: {name: any, port: {number: 80}}}}]}
                """.formatted(className, host, path), GenericKubernetesResource.class);
    }

    private static OrderAppRelease release(String api, String page) {
        return ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0", path: "%s"}
                frontend: {image: "acme/order-frontend:1.0.0", path: "%s"}
                ingress: {hosts: [shop.test]}
                """.formatted(api, page));
    }
}
