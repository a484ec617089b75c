package dev.orderapp.operator.traffic;

import static org.awaitility.Awaitility.await;

import dev.orderapp.operator.rollout.Entrance;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A release with the HTTPRoute that leads to it, for the tests on real data planes. Its Gateway is named web and is in the same namespace. */
record GatewayShop(PathPair pair, OrderAppRelease release, HTTPRoute route) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** One for each pair of paths at a weight within and one at the end. */
    static List<GatewayShop> ofEach(String namespace) {
        return PathPair.ofEach(
                namespace,
                (pair, release, weight, released) ->
                        new GatewayShop(pair, release, PathPair.httpRoute(release, weight, released)));
    }

    /** Makes the namespace, with a Gateway of a controller that listens at a port. */
    static void gateway(KubernetesClient client, String namespace, String controller, int port) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(Serialization.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: GatewayClass
                        metadata: {name: %s}
                        spec: {controllerName: %s}
                        """.formatted(namespace, controller), GatewayClass.class))
                .create();
        client.resource(Serialization.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: Gateway
                        metadata: {name: web, namespace: %1$s}
                        spec:
                          gatewayClassName: %1$s
                          listeners: [{name: http, protocol: HTTP, port: %2$d}]
                        """.formatted(namespace, port), Gateway.class))
                .create();
    }

    /** Makes a Service with one endpoint, of a type of address that an EndpointSlice may have. */
    static void service(KubernetesClient client, String namespace, String name, String type, String address, int port) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: %s, namespace: %s}
                        spec: {ports: [{name: http, port: 80}]}
                        """.formatted(name, namespace), Service.class))
                .create();
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata: {name: %1$s, namespace: %2$s, labels: {kubernetes.io/service-name: %1$s}}
                        addressType: %3$s
                        ports: [{name: http, port: %5$d, protocol: TCP}]
                        endpoints: [{addresses: [%4$s], conditions: {ready: true}}]
                        """.formatted(name, namespace, type, address, port), EndpointSlice.class))
                .create();
    }

    String name() {
        return release.getMetadata().getName();
    }

    String host() {
        return route.getSpec().getHostnames().get(0);
    }

    /** Of page and API, stable and canary. */
    List<String> services() {
        return Stream.of(ComponentName.values())
                .flatMap(component ->
                        Stream.of(Role.stable, Role.canary).map(role -> Names.service(name(), component, role)))
                .toList();
    }

    /** Returns when the Gateway says that it follows the route as it is now. */
    void awaitFollowed(KubernetesClient client, String whoSaysMore) {
        await("what the Gateway says of " + host() + ", see " + whoSaysMore)
                .atMost(PATIENCE)
                .until(() -> entrance(client), Entrance.OPEN::equals);
    }

    /** What the Gateway finally says of it. */
    Entrance entrance(KubernetesClient client) {
        HTTPRoute live = client.resource(route).get();
        return RouteAcceptance.of(
                new TrafficObjects(name(), List.of(), List.of(live), List.of(), GatewayApi.ROUTES_ALONE), Instant.MAX);
    }
}
