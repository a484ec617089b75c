package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.orderapp.operator.GatewayDefinitions;
import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gateway API's own rules accept every HTTPRoute that the operator writes, in the oldest and the newest version that is supported. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(GatewayDefinitions.INSTALLED)
@ExtendWith(ApiServer.class)
class HttpRouteValidationTest {
    private final KubernetesClient client;

    HttpRouteValidationTest(KubernetesClient client) {
        this.client = client;
    }

    @ParameterizedTest
    @ValueSource(strings = {GatewayDefinitions.OLDEST, GatewayDefinitions.NEWEST})
    void everyRouteIsAcceptedAtEveryWeightAndAnyPairOfPaths(String version) {
        GatewayDefinitions.install(client, version);
        for (int weight = 0; weight <= 100; weight++) {
            accept(PathPair.httpRoute(ReleaseFixtures.shop(), weight, backend, frontend));
        }
        for (PathPair pair : PathPair.examples()) {
            OrderAppRelease release = pair.release("shop", "shop.test");
            for (ComponentName[] released : PathPair.RELEASED) {
                accept(PathPair.httpRoute(release, 30, released));
            }
        }
        everythingAsked().forEach(this::accept);
    }

    private static java.util.List<HasMetadata> everythingAsked() {
        OrderAppRelease release = ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                gateway:
                  parentRefs: [{name: web, namespace: gateways, sectionName: https}, {name: internal}]
                  hosts: [shop.test, "*.shop.test"]
                  timeouts: {request: 1m30s, backendRequest: 500ms}
                  requestHeaders: {set: {X-A: a, X-B: b}, remove: [X-C]}
                  responseHeaders: {set: {X-A: a}, remove: [Server]}
                  redirectToHttps: [{name: web, namespace: gateways, sectionName: http}]
                """);
        return EntranceSettings.of(release.getSpec(), Set.of(backend, frontend)).objects(release, Map.of());
    }

    private void accept(HasMetadata object) {
        assertDoesNotThrow(
                () -> client.resource(object)
                        .dryRun()
                        .fieldValidation(Validation.STRICT)
                        .create(),
                object::toString);
    }
}
