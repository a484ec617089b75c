package dev.orderapp.operator.traffic;

import static dev.orderapp.operator.traffic.PathPair.NEW;
import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayRouterTest {
    private static final List<Integer> WEIGHTS = List.of(0, 1, 30, 50, 99, 100);

    private final GatewayRouter router = new GatewayRouter();

    static Stream<GatewayModel> implementations() {
        return Stream.of(GatewayModel.LOOKS_FOR_IT, GatewayModel.MATCHES_ALL);
    }

    /** What an Ingress does for a visitor, an HTTPRoute does as well: whatever the paths, the weight and what is released. */
    @ParameterizedTest
    @MethodSource("implementations")
    void everyVisitorIsLedAsByTheIngresses(GatewayModel gateway) {
        for (PathPair pair : PathPair.examples()) {
            OrderAppRelease release = pair.release("shop", "shop.test");
            for (ComponentName[] released : PathPair.RELEASED) {
                for (int weight : WEIGHTS) {
                    var ingresses = PathPair.ingresses(release, weight, released);
                    HTTPRoute route = PathPair.httpRoute(release, weight, released);
                    for (String request : pair.requests()) {
                        for (VisitorRequest visitor : PathPair.visitors()) {
                            assertEquals(
                                    sorted(pair.services(release, ingresses, request, visitor)),
                                    sorted(gateway.services(route, request, visitor)),
                                    () -> pair + " at " + weight + " of " + List.of(released) + ": " + request + " by "
                                            + visitor);
                        }
                    }
                }
            }
        }
    }

    private static List<String> sorted(List<String> services) {
        return services.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aPageFollowsTheVisitorsBucketWhereverTheCookieStands(GatewayModel gateway) {
        HTTPRoute route = PathPair.httpRoute(ReleaseFixtures.shop(), 30, backend, frontend);
        for (String cookies : List.of(
                "order_app_bucket=%s; order_app_pin=never",
                "order_app_pin=never; order_app_bucket=%s",
                "a=b; order_app_bucket=%s; order_app_pin=never; c=d",
                "order_app_pin=never;order_app_bucket=%s")) {
            long led = IntStream.range(0, 100)
                    .mapToObj(b -> VisitorRequest.withCookies(cookies.formatted("%02d".formatted(b))))
                    .filter(v -> gateway.services(route, "/", v).equals(List.of("shop-frontend-canary")))
                    .count();
            assertEquals(30, led, cookies);
        }
        for (String other : List.of("xorder_app_bucket=%s", "order_app_bucket=%s0", "order_app_bucket=x%s")) {
            for (int bucket = 0; bucket < 100; bucket++) {
                String cookies = other.formatted("%02d".formatted(bucket)) + "; order_app_pin=never";
                assertEquals(
                        List.of("shop-frontend-stable"),
                        gateway.services(route, "/", VisitorRequest.withCookies(cookies)),
                        cookies);
            }
        }
    }

    @Test
    void pageAndApiChangeTheirShareInOneObject() {
        List<HasMetadata> objects = router.objects(ReleaseFixtures.shop(), settings(""), routes(30));
        assertEquals(List.of("HTTPRoute shop"), names(objects));
    }

    /** What Envoy Gateway makes of a rule bears its number: one that came or went would give the others' numbers away, and lose requests. */
    @Test
    void aCanaryComesAndGoesWithoutARuleThatDoes() {
        List<String> rules = ruleNames(PathPair.httpRoute(ReleaseFixtures.shop(), 0));
        assertEquals(
                List.of(
                        "backend-canary",
                        "backend-pinned",
                        "backend",
                        "frontend-canary",
                        "frontend-pinned",
                        "frontend"),
                rules);
        for (ComponentName[] released : PathPair.RELEASED) {
            for (int weight = 0; weight <= 100; weight++) {
                assertEquals(rules, ruleNames(PathPair.httpRoute(ReleaseFixtures.shop(), weight, released)));
            }
        }
    }

    private static List<String> ruleNames(HTTPRoute route) {
        return route.getSpec().getRules().stream().map(HTTPRouteRule::getName).toList();
    }

    @Test
    void everyRouteReadsBackAsItWasWritten() {
        for (int weight = 0; weight <= 100; weight++) {
            HTTPRoute route = PathPair.httpRoute(ReleaseFixtures.shop(), weight, backend, frontend);
            assertEquals(Optional.of(new Route(NEW, weight)), read(route, backend));
            assertEquals(Optional.of(new Route(NEW, weight)), read(route, frontend));
        }
        assertEquals(Optional.empty(), read(PathPair.httpRoute(ReleaseFixtures.shop(), 30), frontend));
        assertEquals(Optional.empty(), read(PathPair.httpRoute(ReleaseFixtures.shop(), 30, backend), frontend));
    }

    @ParameterizedTest(name = "edited weights {0} and {1} lead {2} %")
    @CsvSource({"1, 1, 50", "0, 0, 0", ", , 50", "2, 1, 33", "70, , 1", "0, 7, 100"})
    void editedWeightsReadAsAGatewayUnderstandsThem(Integer stable, Integer canary, int share) {
        HTTPRoute route = PathPair.httpRoute(ReleaseFixtures.shop(), 30, backend, frontend);
        rule(route, "frontend")
                .setBackendRefs(List.of(
                        new HTTPBackendRefBuilder()
                                .withName("shop-frontend-stable")
                                .withWeight(stable)
                                .build(),
                        new HTTPBackendRefBuilder()
                                .withName("shop-frontend-canary")
                                .withWeight(canary)
                                .build()));
        assertEquals(Optional.of(new Route(NEW, share)), read(route, frontend));
    }

    @Test
    void aCanaryWhoseRulesWereRemovedByHandHasNoRoute() {
        HTTPRoute route = PathPair.httpRoute(ReleaseFixtures.shop(), 30, backend, frontend);
        HTTPRoute edited = new HTTPRouteBuilder(route)
                .editSpec()
                .removeMatchingFromRules(
                        r -> r.getName().startsWith("frontend") && !r.getName().equals("frontend-pinned"))
                .endSpec()
                .build();
        assertEquals(Optional.empty(), read(edited, frontend));
        assertEquals(Optional.of(new Route(NEW, 30)), read(edited, backend));
    }

    @Test
    void hostsTimeLimitsAndHeadersAreThoseOfTheRelease() {
        HTTPRoute route = (HTTPRoute) router.objects(ReleaseFixtures.shop(), settings("""
                        hosts: [shop.test]
                        timeouts: {request: 30s, backendRequest: 10s}
                        requestHeaders: {set: {X-A: a}, remove: [X-B]}
                        responseHeaders: {remove: [Server]}
                        """), routes(30))
                .get(0);
        assertEquals(List.of("shop.test"), route.getSpec().getHostnames());
        for (HTTPRouteRule rule : route.getSpec().getRules()) {
            assertEquals("30s", rule.getTimeouts().getRequest());
            assertEquals("10s", rule.getTimeouts().getBackendRequest());
            assertEquals(
                    List.of("RequestHeaderModifier", "ResponseHeaderModifier"),
                    rule.getFilters().stream().map(f -> f.getType()).toList());
        }
    }

    @Test
    void visitorsOfAnOpenListenerAreSentToTheSecureOne() {
        List<HasMetadata> objects = router.objects(
                ReleaseFixtures.shop(), settings("redirectToHttps: [{name: web, sectionName: http}]"), Map.of());
        assertEquals(List.of("HTTPRoute shop", "HTTPRoute shop-redirect"), names(objects));
        HTTPRoute redirect = (HTTPRoute) objects.get(1);
        assertEquals("http", redirect.getSpec().getParentRefs().get(0).getSectionName());
        HTTPRouteRule rule = redirect.getSpec().getRules().get(0);
        assertEquals("https", rule.getFilters().get(0).getRequestRedirect().getScheme());
        assertTrue(rule.getBackendRefs().isEmpty());
    }

    private static List<String> names(List<HasMetadata> objects) {
        return objects.stream()
                .map(o -> o.getKind() + " " + o.getMetadata().getName())
                .toList();
    }

    private static HTTPRouteRule rule(HTTPRoute route, String name) {
        return route.getSpec().getRules().stream()
                .filter(r -> r.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Route> read(HTTPRoute route, ComponentName component) {
        return router.route(
                new TrafficObjects("shop", List.of(), List.of(route), List.of(), GatewayApi.ROUTES_ALONE), component);
    }

    private static Map<ComponentName, Route> routes(int weight) {
        return Map.of(backend, new Route(NEW, weight), frontend, new Route(NEW, weight));
    }

    private static GatewaySettings settings(String more) {
        OrderAppRelease release = ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                gateway:
                  parentRefs: [{name: web}]
                """ + more.indent(2));
        return (GatewaySettings) EntranceSettings.of(release.getSpec(), java.util.Set.of(backend, frontend));
    }
}
