package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignHttpRouteTest {
    private static final OrderAppRelease SHOP = release("{name: web, namespace: gateways, sectionName: https}");
    private static final String WEB = "{name: web, namespace: gateways}";
    private static final String API = "matches: [{path: {type: PathPrefix, value: /api}}]";

    @Test
    void aPathOfARouteOfNoReleaseThatIsTheReleasesOwnIsNamedAndHoldsNothing() {
        Obstacle obstacle = obstacle(SHOP, route(WEB, "shop.test", API)).orElseThrow();

        assertEquals(Obstacle.Kind.PathConflict, obstacle.kind());
        assertEquals(
                "path /api of HTTPRoute else/where, which belongs to no release, is this release's path on host shop.test in"
                        + " Gateway gateways/web as well: visitors without a cookie go to the older of the two routes;"
                        + " delete one of them, or change its hosts or path",
                obstacle.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matches: [{path: {type: Exact, value: /api}}]",
                "matches: [{path: {type: PathPrefix, value: /api/}}]",
                "matches: [{path: {type: PathPrefix, value: /other}}, {path: {type: PathPrefix, value: /api}}]",
                "matches: [{headers: [{name: X-Any, value: any}]}]",
                "matches: []",
                "name: all",
            })
    void whatLeadsToTheSamePathIsTheSameInEveryForm(String rule) {
        assertEquals(
                Optional.of(Obstacle.Kind.PathConflict),
                obstacle(SHOP, route(WEB, "shop.test", rule)).map(Obstacle::kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matches: [{path: {type: PathPrefix, value: /api/docs}}]",
                "matches: [{path: {type: PathPrefix, value: /apidocs}}]",
                "matches: [{path: {type: RegularExpression, value: /api}}]",
            })
    void aLongerPathKeepsItsVisitors(String rule) {
        assertEquals(Optional.empty(), obstacle(SHOP, route(WEB, "shop.test", rule)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: web}",
                "{name: web, namespace: elsewhere}",
                "{name: inner, namespace: gateways}",
                "{name: web, namespace: gateways, sectionName: http}",
                "{name: web, namespace: gateways, kind: Service, group: ''}",
            })
    void anotherGatewayOrListenerIsNoMatter(String parent) {
        assertEquals(Optional.empty(), obstacle(SHOP, route(parent, "shop.test", API)));
    }

    @Test
    void anotherHostIsNoMatter() {
        assertEquals(Optional.empty(), obstacle(SHOP, route(WEB, "other.test", API)));
    }

    @Test
    void aGatewayOfTheReleasesOwnNamespaceNeedsNoName() {
        OrderAppRelease shop = release("{name: web}");
        String namespace = shop.getMetadata().getNamespace();
        assertEquals(
                Optional.of(Obstacle.Kind.PathConflict),
                obstacle(shop, route("{name: web, namespace: %s}".formatted(namespace), "shop.test", API))
                        .map(Obstacle::kind));
    }

    @Test
    void aReleaseByIngressSharesNoHostWithHttpRoutes() {
        OrderAppRelease byIngress = ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                ingress: {hosts: [shop.test]}
                """);
        assertEquals(Optional.empty(), obstacle(byIngress, route(WEB, "shop.test", API)));
    }

    /** As the index finds them. */
    private static Optional<Obstacle> obstacle(OrderAppRelease release, GenericKubernetesResource route) {
        return ForeignHttpRoute.obstacle(release, key -> Stream.of(route)
                .filter(r -> ForeignHttpRoute.keys(r).contains(key))
                .toList());
    }

    private static GenericKubernetesResource route(String parent, String host, String rule) {
        return Serialization.unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: where, namespace: else}
                spec:
                  parentRefs: [%s]
                  hostnames: [%s]
                  rules: [{%s}]
                """.formatted(parent, host, rule), GenericKubernetesResource.class);
    }

    private static OrderAppRelease release(String parent) {
        return ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                gateway: {parentRefs: [%s], hosts: [shop.test]}
                """.formatted(parent));
    }
}
