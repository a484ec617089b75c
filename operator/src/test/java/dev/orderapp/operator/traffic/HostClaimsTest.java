package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Kind;
import dev.orderapp.v1.OrderAppRelease;
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
                        "path / of host www.shop.test in IngressClass nginx belongs to the older release north/shop: no canary"
                                + " starts here, because the ingress controller would lead visitors of the one to the other;"
                                + " change spec.ingress.hosts or the path in one of them")),
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
                "path / and path /admin/API of release south/admin begin alike on host shop.test in IngressClass nginx:"
                        + " while one of the two has a canary, Traefik leads visitors of the longer path to the shorter;"
                        + " change spec.ingress.hosts in one of them, unless the controller is ingress-nginx",
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
