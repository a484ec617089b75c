package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Entrance.State;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Kind;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release that moves from an Ingress to the Gateway API, and back. */
class EntrancesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final OrderAppRelease byIngress = release("ingress: {hosts: [shop.test]}");
    private final OrderAppRelease byGateway = release("gateway: {parentRefs: [{name: web}], hosts: [shop.test]}");
    private final EntranceSettings ingress = settings(byIngress);
    private final EntranceSettings gateway = settings(byGateway);
    private final List<HasMetadata> ingresses = ingress.objects(byIngress, Map.of());
    private final List<HasMetadata> httpRoutes = gateway.objects(byGateway, Map.of());

    @Test
    void whatTheSpecAsksForIsFollowedAtRestAlone() {
        TrafficObjects before = live(GatewayApi.SERVED, ingresses);
        assertEquals(gateway, Entrances.settings(gateway, true, before));
        assertEquals(ingress, Entrances.settings(gateway, false, before));

        TrafficObjects after = live(GatewayApi.SERVED, httpRoutes);
        assertEquals(ingress, Entrances.settings(ingress, true, after));
        assertEquals(gateway, Entrances.settings(ingress, false, after));
    }

    @Test
    void withoutAGatewayApiTheIngressStaysInUse() {
        for (GatewayApi none : List.of(GatewayApi.MISSING, GatewayApi.OFF)) {
            TrafficObjects live = live(none, ingresses);
            assertEquals(ingress, Entrances.settings(gateway, true, live));
            assertEquals(
                    List.of(Kind.GatewayUnavailable),
                    Entrances.obstacles(byGateway, live, NOW).stream()
                            .map(Obstacle::kind)
                            .toList());
            assertTrue(Entrances.entrance(byGateway, live, NOW).isOpen());
            assertFalse(live.canHold(gateway));
        }
    }

    @Test
    void bothServeUntilAPersonTakesTheFormerOneAway() {
        TrafficObjects live = live(GatewayApi.SERVED, ingresses, httpRoutes);
        assertEquals(
                List.of(new Obstacle(
                        Kind.FormerEntrance,
                        "visitors still come in by the former Ingress of release default/shop, too; both lead to the stable"
                                + " version, and no canary starts: once no visitor comes by it any more, delete it:"
                                + " kubectl delete ingress shop -n default")),
                Entrances.obstacles(byGateway, live, NOW));
        assertTrue(Kind.FormerEntrance.blocksStart());
        assertTrue(Entrances.isFormer(ingresses.get(0), httpRoutes));
        assertFalse(Entrances.isFormer(httpRoutes.get(0), httpRoutes));
        assertEquals(List.of(), Entrances.obstacles(byGateway, live(GatewayApi.SERVED, httpRoutes), NOW));
    }

    @Test
    void onTheWayBackTheHttpRouteIsTheFormerOne() {
        Obstacle former = Entrances.obstacles(byIngress, live(GatewayApi.SERVED, ingresses, httpRoutes), NOW)
                .get(0);
        assertTrue(former.message().endsWith("kubectl delete httproute shop -n default"), former.message());
        assertTrue(Entrances.isFormer(httpRoutes.get(0), ingresses));
    }

    @Test
    void aCanarysIngressIsNoEntranceAndGoesWithItsCanary() {
        Ingress canary = new NginxIngressRouter()
                .canaryIngresses(
                        byIngress,
                        (IngressSettings) ingress,
                        Map.of(backend, new dev.orderapp.operator.rollout.Routing.Route("x", 30)))
                .get(0);
        assertFalse(Entrances.isFormer(canary, httpRoutes));
    }

    @Test
    void aGatewayThatDoesNotFollowYetLeavesTheFormerEntranceOpen() {
        TrafficObjects live = live(GatewayApi.SERVED, ingresses, httpRoutes);
        assertEquals(State.OPEN, Entrances.entrance(byGateway, live, NOW).state());
        assertEquals(
                State.PENDING,
                Entrances.entrance(byGateway, live(GatewayApi.SERVED, httpRoutes), NOW)
                        .state());
        assertEquals(
                State.ABSENT,
                Entrances.entrance(byGateway, live(GatewayApi.SERVED), NOW).state());
    }

    @Test
    void theRouteRecordsWhatItIsMadeOf() {
        assertEquals(
                gateway,
                EntranceSettings.recordedOn(httpRoutes.get(0), GatewaySettings.class)
                        .orElseThrow());
        assertInstanceOf(GatewaySettings.class, gateway);
    }

    @Test
    void theServicesThatAnEntranceLeadsToAreKnown() {
        Set<String> services = Set.of("shop-backend-stable", "shop-frontend-stable");
        assertEquals(services, Entrances.services(ingresses.get(0)));
        assertEquals(services, Entrances.services(httpRoutes.get(0)));
    }

    @SafeVarargs
    private static TrafficObjects live(GatewayApi gatewayApi, List<HasMetadata>... objects) {
        List<HasMetadata> all = Stream.of(objects).flatMap(List::stream).toList();
        all.forEach(o -> o.getMetadata().setCreationTimestamp(NOW.toString()));
        return new TrafficObjects(
                "shop", of(all, Ingress.class), of(all, HTTPRoute.class), of(all, Gateway.class), gatewayApi);
    }

    private static <T> List<T> of(List<HasMetadata> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static EntranceSettings settings(OrderAppRelease release) {
        return EntranceSettings.of(release.getSpec(), Set.of(backend, frontend));
    }

    private static OrderAppRelease release(String entrance) {
        return ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                %s
                """.formatted(entrance));
    }
}
