package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Kind;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostClaimsTest {
    private final OrderAppRelease elder = release("north/shop", 1, "hosts: [shop.test, www.shop.test]", "/api", "/");

    @Test
    void theYoungerOfTwoReleasesOfOneHostIsToldInWhichNamespaceTheOtherIsAndWhatToDo() {
        OrderAppRelease younger = release("south/shop", 2, "hosts: [other.test, www.shop.test]", "/api", "/");
        assertEquals(
                List.of(new Obstacle(
                        Kind.HostClaimed,
                        "path / of host www.shop.test in IngressClass nginx belongs to the older release north/shop:"
                                + " no canary starts here, because the ingress controller would lead visitors of the one"
                                + " to the other; change spec.ingress.hosts or the path in one of them")),
                obstacles(younger, elder));
    }

    @Test
    void theOlderIsNotHeldByWhatAnybodyMayApply() {
        OrderAppRelease younger = release("south/shop", 2, "hosts: [shop.test]", "/api", "/");
        assertEquals(List.of(), obstacles(elder, younger));
    }

    @Test
    void ofTwoThatWereMadeInOneSecondExactlyOneIsHeld() {
        OrderAppRelease twin = release("north/another", 1, "hosts: [shop.test]", "/api", "/");
        assertEquals(1, obstacles(elder, twin).size() + obstacles(twin, elder).size());
    }

    @Test
    void noHostsAreEveryHostOfTheClassTogether() {
        OrderAppRelease any = release("north/any", 1, "className: nginx", "/api", "/");
        OrderAppRelease younger = release("south/any", 2, "hosts: []", "/api", "/");
        assertEquals(List.of(Kind.HostClaimed), kinds(obstacles(younger, any, elder)));
        assertTrue(obstacles(younger, any).get(0).message().startsWith("path / of any host in IngressClass nginx"));
    }

    @ParameterizedTest
    @CsvSource({
        "hosts: [elsewhere.test], /api, /",
        "className: internal, /api, /",
        "'className: internal, hosts: [shop.test]', /api, /",
    })
    void anotherHostOrClassIsNobodyElses(String ingress, String api, String page) {
        assertEquals(List.of(), obstacles(release("south/shop", 2, ingress, api, page), elder));
    }

    @Test
    void pathsThatBeginAlikeAreNamedToBothAndHoldNeither() {
        OrderAppRelease inside = release("south/admin", 2, "hosts: [shop.test]", "/admin/API", "/admin");
        assertEquals(List.of(Kind.PathConflict), kinds(obstacles(inside, elder)));
        assertEquals(List.of(Kind.PathConflict), kinds(obstacles(elder, inside)));
        assertEquals(
                "path / and path /admin/API of release south/admin begin alike on host shop.test in IngressClass"
                        + " nginx: while one of the two has a canary, Traefik leads visitors of the longer path to the"
                        + " shorter; change spec.ingress.hosts in one of them, unless the controller is ingress-nginx",
                obstacles(elder, inside).get(0).message());
        assertEquals(false, Kind.PathConflict.blocksStart());
    }

    @Test
    void pathsSideBySideOnOneHostAreNoMatter() {
        OrderAppRelease one = release("north/one", 1, "hosts: [shop.test]", "/one/api", "/one");
        OrderAppRelease two = release("south/two", 2, "hosts: [shop.test]", "/two/api", "/two");
        assertEquals(List.of(), obstacles(two, one));
    }

    @Test
    void aReleaseThatIsBeingDeletedClaimsNothing() {
        elder.getMetadata().setDeletionTimestamp("2026-01-01T00:00:09Z");
        assertEquals(List.of(), obstacles(release("south/shop", 2, "hosts: [shop.test]", "/api", "/"), elder));
    }

    @Test
    void theYoungerOfTwoReleasesOfOneGatewayAndHostIsHeld() {
        OrderAppRelease first = byGateway("north/shop", 1, "name: web, namespace: gateways", "shop.test");
        OrderAppRelease second = byGateway("south/shop", 2, "name: web, namespace: gateways", "shop.test");
        assertEquals(
                List.of(new Obstacle(
                        Kind.HostClaimed,
                        "path / of host shop.test in Gateway gateways/web belongs to the older release north/shop: no"
                                + " canary starts here, because the Gateway would lead visitors of the one to the other;"
                                + " change spec.gateway.hosts or the path in one of them")),
                obstacles(second, first));
        assertEquals(List.of(), obstacles(first, second));
    }

    @ParameterizedTest
    @CsvSource({
        "'name: web, namespace: gateways', other.test, false",
        "'name: web', shop.test, false",
        "'name: internal, namespace: gateways', shop.test, false",
        "'name: web, namespace: gateways, sectionName: https', shop.test, true",
        "'name: web, namespace: north', shop.test, false",
    })
    void aGatewayIsSharedByItsNameNamespaceAndListener(String parent, String host, boolean shared) {
        OrderAppRelease first = byGateway("north/shop", 1, "name: web, namespace: gateways", "shop.test");
        OrderAppRelease second = byGateway("south/shop", 2, parent, host);
        assertEquals(shared, !obstacles(second, first).isEmpty());
    }

    @Test
    void listenersOfAGatewayAreTwoPlaces() {
        OrderAppRelease first = byGateway("north/shop", 1, "name: web, namespace: g, sectionName: a", "shop.test");
        OrderAppRelease second = byGateway("south/shop", 2, "name: web, namespace: g, sectionName: b", "shop.test");
        assertEquals(List.of(), obstacles(second, first));
    }

    /** A Gateway takes the longest path first, whatever else a rule says. */
    @Test
    void pathsThatBeginAlikeAreNoMatterToAGateway() {
        OrderAppRelease first = byGateway("north/shop", 1, "name: web, namespace: g", "shop.test");
        OrderAppRelease second = byGateway("south/shop", 2, "name: web, namespace: g", "shop.test");
        second.setSpec(withPaths(second.getSpec(), "/admin/api", "/admin"));
        assertEquals(List.of(), obstacles(second, first));
    }

    @Test
    void anIngressClassAndAGatewayAreTwoPlaces() {
        assertEquals(List.of(), obstacles(byGateway("south/shop", 2, "name: nginx, namespace: g", "shop.test"), elder));
    }

    @Test
    void aReleaseWithoutASpecHasNoKeys() {
        elder.setSpec(null);
        assertEquals(List.of(), HostClaims.keys(elder));
    }

    private static List<Kind> kinds(List<Obstacle> obstacles) {
        return obstacles.stream().map(Obstacle::kind).toList();
    }

    /** As the index finds the others. */
    private static List<Obstacle> obstacles(OrderAppRelease own, OrderAppRelease... others) {
        return HostClaims.obstacles(own, key -> Stream.concat(Stream.of(own), Stream.of(others))
                .filter(release -> HostClaims.keys(release).contains(key))
                .toList());
    }

    private static OrderAppRelease byGateway(String name, int second, String parent, String host) {
        OrderAppRelease release = release(name, second, "className: nginx", "/api", "/");
        OrderAppReleaseSpec spec =
                ReleaseFixtures.shop("""
                    backend: {image: "acme/order-backend:1.0.0"}
                    frontend: {image: "acme/order-frontend:1.0.0"}
                    gateway: {parentRefs: [{%s}], hosts: [%s]}
                    """.formatted(parent, host)).getSpec();
        release.setSpec(spec);
        return release;
    }

    private static OrderAppReleaseSpec withPaths(OrderAppReleaseSpec spec, String api, String page) {
        OrderAppReleaseSpec paths =
                release("any/any", 1, "className: nginx", api, page).getSpec();
        return new OrderAppReleaseSpec(
                paths.backend(), paths.frontend(), null, spec.gateway(), null, null, null, null, false);
    }

    private static OrderAppRelease release(String name, int second, String ingress, String api, String page) {
        OrderAppRelease release = ReleaseFixtures.shop("""
            backend: {image: "acme/order-backend:1.0.0", path: "%s"}
            frontend: {image: "acme/order-frontend:1.0.0", path: "%s"}
            ingress: {%s}
            """.formatted(api, page, ingress));
        release.getMetadata().setNamespace(name.split("/")[0]);
        release.getMetadata().setName(name.split("/")[1]);
        release.getMetadata().setCreationTimestamp("2026-01-01T00:00:0" + second + "Z");
        return release;
    }
}
