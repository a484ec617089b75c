package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole operator against a real API server with the Gateway API's own definitions, and a Gateway that answers as a test wants. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(GatewayDefinitions.INSTALLED)
@ExtendWith(ApiServer.class)
class GatewayReleaseTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BY_GATEWAY =
            "gateway: {parentRefs: [{name: web, namespace: gateways}], hosts: [%s.test]}";
    private static final String BY_INGRESS = "ingress: {hosts: [%s.test]}";

    private static final Set<String> STABLE_ALONE = Set.of("shop-backend-stable", "shop-frontend-stable");

    private final KubernetesClient client;
    private final PodMetricsServer pages;
    private final TestShop shop;
    private final FakeGateway gateway;

    GatewayReleaseTest(KubernetesClient client) {
        this.client = client;
        pages = PodMetricsServer.start(client);
        String namespace = "by-gateway-" + NAMESPACES.incrementAndGet();
        shop = TestShop.in(client, namespace);
        gateway = FakeGateway.start(client, namespace);
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
        pages.close();
    }

    private TestOperator operator() {
        return TestOperator.withGatewayApi(client.getConfiguration(), shop.namespace(), pages::address);
    }

    @Test
    void aGoodReleaseGoesThroughItsStepsByOneHttpRouteWhichIsThenLeftAlone() {
        GatewayDefinitions.install(client, GatewayDefinitions.OLDEST);
        shop.createBy(BY_GATEWAY);
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            shop.image(TestShop.OTHER);
            shop.until(
                    s -> s.phase() == Phase.Progressing && Integer.valueOf(30).equals(s.weight()));
            OrderAppReleaseStatus promoted =
                    shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);

            assertEquals(Outcome.Promoted, promoted.history().get(0).outcome());
            assertEquals("True", condition(promoted, "Routable").getStatus());
            assertEquals(STABLE_ALONE, services());
            assertEquals(List.of(), ingresses());
            operator.forgetRequests();
            double reconciles = operator.reconciles();
            route().edit(r -> {
                r.getMetadata().getLabels().put("example.com/anything", "else");
                return r;
            });
            await().atMost(PATIENCE).until(() -> operator.reconciles() > reconciles);
            assertEquals(
                    List.of(),
                    operator.requests().stream()
                            .filter(r -> r.contains("httproutes"))
                            .toList());
        }
    }

    @Test
    void aRefusalIsNamedInTheGatewaysWordsAndTheCanaryIsRolledBackAtTheDeadline() {
        GatewayDefinitions.install(client, GatewayDefinitions.NEWEST);
        shop.createBy(BY_GATEWAY);
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            shop.deadline("8s");
            gateway.refuse("no listener takes this namespace");
            String sentence = "HTTPRoute shop: Gateway gateways/web does not follow it: NotAllowedByListeners,"
                    + " no listener takes this namespace";
            OrderAppReleaseStatus refused =
                    shop.until(s -> condition(s, "Routable").getReason().equals("RouteRefused"));
            assertEquals(sentence, condition(refused, "Routable").getMessage());
            assertEquals("RouteRefused", condition(refused, "Available").getReason());

            shop.image(TestShop.OTHER);
            OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
            assertEquals("ProgressDeadlineExceeded", back.failed().reason());
            assertTrue(back.failed().message().contains(sentence), back.failed().message());
        }
    }

    @Test
    void aGatewayThatIsDeletedInTheMiddleOfACanaryIsNamedThoughItsLastAnswerStays() {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        shop.createBy(BY_GATEWAY, "approval: true");
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            shop.deadline("8s");
            shop.image(TestShop.OTHER);
            shop.until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);
            gateway.delete();
            String sentence = "HTTPRoute shop: Gateway gateways/web does not exist";
            OrderAppReleaseStatus named =
                    shop.until(s -> condition(s, "Routable").getReason().equals("RouteRefused"));
            assertEquals(sentence, condition(named, "Routable").getMessage());
            OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
            assertTrue(back.failed().message().contains(sentence), back.failed().message());
        }
    }

    @Test
    void anHttpRouteOfNoReleaseOnItsPathIsNamedWhenItComesAndForgottenWhenItGoes() {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        shop.createBy(BY_GATEWAY);
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            Resource<HTTPRoute> other =
                    client.resource(Serialization.unmarshal("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: other, namespace: %1$s}
                    spec:
                      parentRefs: [{name: web, namespace: gateways}]
                      hostnames: [%1$s.test]
                      rules: [{matches: [{path: {type: PathPrefix, value: /api}}], backendRefs: [{name: any, port: 80}]}]
                    """.formatted(shop.namespace()), HTTPRoute.class));
            other.create();
            OrderAppReleaseStatus named =
                    shop.until(s -> condition(s, "Routable").getReason().equals("PathConflict"));
            assertTrue(
                    condition(named, "Routable")
                            .getMessage()
                            .startsWith("path /api of HTTPRoute " + shop.namespace()
                                    + "/other, which belongs to no release"),
                    condition(named, "Routable").getMessage());
            other.delete();
            shop.until(s -> condition(s, "Routable").getReason().equals("Routable"));
        }
    }

    @Test
    void aRouteThatIsDeletedInTheMiddleOfACanaryIsAnEmergencyStop() {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        shop.createBy(BY_GATEWAY, "approval: true");
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            shop.image(TestShop.OTHER);
            shop.until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);
            route().delete();
            OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
            assertEquals("RouteRemoved", back.failed().reason());
            await().atMost(PATIENCE)
                    .until(() -> route().get() != null && services().equals(STABLE_ALONE));
        }
    }

    @Test
    void aShopMovesFromItsIngressToTheGatewayWhileBothServeAndNothingIsReleased() {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        shop.createBy(BY_INGRESS);
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            shop.moveTo(BY_GATEWAY);
            OrderAppReleaseStatus both =
                    shop.until(s -> condition(s, "Routable").getReason().equals("FormerEntrance"));
            assertEquals("True", condition(both, "Available").getStatus());
            assertEquals(List.of("shop"), ingresses());
            assertEquals(STABLE_ALONE, services());

            shop.image(TestShop.OTHER);
            shop.until(s -> condition(s, "Settled").getReason().equals("FormerEntrance"));
            assertEquals(Phase.Stable, shop.status().orElseThrow().phase());

            client.network()
                    .v1()
                    .ingresses()
                    .inNamespace(shop.namespace())
                    .withName("shop")
                    .delete();
            shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
            assertEquals(List.of(), ingresses());
        }
    }

    @Test
    void anOperatorStartsWithoutTheGatewayApiAndGoesOnAsSoonAsItIsInstalled() {
        GatewayDefinitions.remove(client);
        shop.createBy(BY_GATEWAY);
        try (TestOperator operator = operator()) {
            OrderAppReleaseStatus missing =
                    shop.until(s -> condition(s, "Routable").getReason().equals("GatewayUnavailable"));
            assertTrue(condition(missing, "Routable").getMessage().contains("this cluster has no HTTPRoute"));
            GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
            shop.until(s -> s.phase() == Phase.Stable);
            assertEquals(List.of(), List.copyOf(operator.refused()));
        }
    }

    @Test
    void theRightsForHttpRoutesAreJustThoseOfTheChart() {
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        shop.createBy(BY_GATEWAY.replace(
                "hosts:", "redirectToHttps: [{name: web, namespace: gateways, sectionName: http}], hosts:"));
        try (TestOperator operator = operator()) {
            shop.until(s -> s.phase() == Phase.Stable);
            assertEquals(List.of("shop", "shop-redirect"), routes());
            shop.moveTo(BY_GATEWAY.replace("hosts:", "redirectToHttps: null, hosts:"));
            await().atMost(PATIENCE).until(() -> routes().equals(List.of("shop")));
            assertEquals(
                    Rights.allowed(Rights.gatewayRules()),
                    operator.rights().stream()
                            .filter(right -> right.contains(" gateway.networking.k8s.io/"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private List<String> routes() {
        return client.resources(HTTPRoute.class).inNamespace(shop.namespace()).list().getItems().stream()
                .map(r -> r.getMetadata().getName())
                .sorted()
                .toList();
    }

    @Test
    void anOperatorThatMayNotWriteHttpRoutesSaysSoAndAsksForNone() {
        shop.createBy(BY_GATEWAY);
        try (TestOperator operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address)) {
            OrderAppReleaseStatus off =
                    shop.until(s -> condition(s, "Routable").getReason().equals("GatewayUnavailable"));
            assertTrue(condition(off, "Routable").getMessage().contains("gateway.enabled=true"));
            assertTrue(operator.rights().stream().noneMatch(right -> right.contains("httproutes")));
        }
    }

    private Resource<HTTPRoute> route() {
        return client.resources(HTTPRoute.class).inNamespace(shop.namespace()).withName("shop");
    }

    /** The names of those that the HTTPRoute leads to. */
    private Set<String> services() {
        return route().get().getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .map(HTTPBackendRef::getName)
                .collect(Collectors.toSet());
    }

    private List<String> ingresses() {
        return client.network().v1().ingresses().inNamespace(shop.namespace()).list().getItems().stream()
                .map(i -> i.getMetadata().getName())
                .toList();
    }

    private static Condition condition(OrderAppReleaseStatus status, String type) {
        return status.conditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
