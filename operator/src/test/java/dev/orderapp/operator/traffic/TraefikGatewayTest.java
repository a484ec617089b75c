package dev.orderapp.operator.traffic;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.operator.GatewayDefinitions;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The real Traefik as a Gateway says that it follows each route, and tries the rules of every pair of paths in the order of the model, by which a
 * request comes to the right component and version.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(GatewayDefinitions.INSTALLED)
@ExtendWith(ApiServer.class)
class TraefikGatewayTest {
    private static final String NAMESPACE = "traefik-gateway-test";

    /** Namespace, route, Gateway and number of the rule are in it. */
    private static final Pattern ROUTER =
            Pattern.compile(".*?" + NAMESPACE + "-(shop\\d+)-.*?-(\\d+)-[0-9a-f]+@kubernetesgateway");

    private record Shop(PathPair pair, OrderAppRelease release, HTTPRoute route) {
        String host() {
            return route.getSpec().getHostnames().get(0);
        }
    }

    @Test
    void itFollowsEveryRouteAndTriesItsRulesInTheOrderOfTheGatewayApi(
            KubernetesClient client, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        try (Traefik traefik = Traefik.gateway(client, folder)) {
            gateway(client, traefik.port());
            List<Shop> shops = PathPair.ofEach(
                    NAMESPACE,
                    (pair, release, weight, released) ->
                            new Shop(pair, release, PathPair.httpRoute(release, weight, released)));
            shops.forEach(shop -> create(client, shop));
            for (Shop shop : shops) {
                await("what Traefik says of " + shop.host() + ", see " + folder.resolve("log"))
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () -> RouteAcceptance.of(
                                        routeAlone(client.resource(shop.route()).get()), Instant.MAX),
                                Entrance.OPEN::equals);
            }
            int rules = shops.stream()
                    .mapToInt(shop -> shop.route().getSpec().getRules().size())
                    .sum();
            Map<String, Integer> priorities = await("its routers, see " + folder.resolve("log"))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> priorities(traefik), known -> known.size() == rules);
            shops.forEach(shop -> compare(shop, priorities));
            // One rule for those who are known by a header, and one for everybody else.
            assertEquals(2, counted(traefik, "shop0", "shop0-frontend-canary"));
        }
    }

    private static void gateway(KubernetesClient client, int port) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: GatewayClass
                        metadata: {name: traefik}
                        spec: {controllerName: traefik.io/gateway-controller}
                        """, GatewayClass.class)).create();
        client.resource(Serialization.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: Gateway
                        metadata: {name: web, namespace: %s}
                        spec:
                          gatewayClassName: traefik
                          listeners: [{name: http, protocol: HTTP, port: %d}]
                        """.formatted(NAMESPACE, port), Gateway.class))
                .create();
    }

    /** Services with endpoints that nothing is sent to, for the Gateway API of Traefik knows no others. */
    private static TrafficObjects routeAlone(HTTPRoute route) {
        return new TrafficObjects("shop", List.of(), List.of(route), List.of(), GatewayApi.ROUTES_ALONE);
    }

    private static void create(KubernetesClient client, Shop shop) {
        for (ComponentName component : ComponentName.values()) {
            for (Role role : List.of(Role.stable, Role.canary)) {
                String name = Names.service(shop.release().getMetadata().getName(), component, role);
                client.resource(Serialization.unmarshal("""
                                apiVersion: v1
                                kind: Service
                                metadata: {name: %s, namespace: %s}
                                spec: {ports: [{name: http, port: 80}]}
                                """.formatted(name, NAMESPACE), Service.class))
                        .create();
                client.resource(Serialization.unmarshal("""
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: %1$s, namespace: %2$s, labels: {kubernetes.io/service-name: %1$s}}
                                addressType: IPv4
                                ports: [{name: http, port: 80, protocol: TCP}]
                                endpoints: [{addresses: [192.0.2.1], conditions: {ready: true}}]
                                """.formatted(name, NAMESPACE), EndpointSlice.class))
                        .create();
            }
        }
        client.resource(shop.route()).create();
    }

    /** Of the rules that match a request Traefik takes the one that the model takes. */
    private static void compare(Shop shop, Map<String, Integer> priorities) {
        for (String path : shop.pair().requests()) {
            for (VisitorRequest visitor : PathPair.visitors()) {
                List<HTTPRouteRule> matching = GatewayModel.LOOKS_FOR_IT.rules(shop.route(), path, visitor);
                List<HTTPRouteRule> byTraefik = matching.stream()
                        .sorted(Comparator.comparing(rule -> -priorities.get(key(shop, rule))))
                        .toList();
                assertEquals(
                        matching, byTraefik, () -> shop.pair() + ", " + path + " by " + visitor + ": " + priorities);
            }
        }
    }

    private static String key(Shop shop, HTTPRouteRule rule) {
        return shop.route().getMetadata().getName() + "/"
                + shop.route().getSpec().getRules().indexOf(rule);
    }

    /** As how many services Traefik counts the requests to one of ours, by the names that the source {@code Ingress} takes them for. */
    private static long counted(Traefik traefik, String route, String service) throws IOException {
        Pattern names = Pattern.compile("httproute-" + NAMESPACE + "-" + route + "-gw-.*-svc-" + NAMESPACE + "-"
                + service + "-[0-9]+@kubernetesgateway");
        return StreamSupport.stream(traefik.told("services").spliterator(), false)
                .map(s -> s.path("name").asText())
                .filter(names.asMatchPredicate())
                .distinct()
                .count();
    }

    /** Of all routers, by route and number of the rule, which their names hold. */
    private static Map<String, Integer> priorities(Traefik traefik) throws IOException {
        Map<String, Integer> priorities = new HashMap<>();
        for (JsonNode router : traefik.told("routers")) {
            Matcher name = ROUTER.matcher(router.path("name").asText());
            if (name.matches()) {
                priorities.put(
                        name.group(1) + "/" + name.group(2),
                        router.path("priority").asInt());
            }
        }
        return priorities;
    }
}
