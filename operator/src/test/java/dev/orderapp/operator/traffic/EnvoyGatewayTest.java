package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.GatewayDefinitions;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.operator.metrics.exposition.HttpPages;
import dev.orderapp.operator.metrics.ingress.ControllerEndpoints;
import dev.orderapp.operator.metrics.ingress.IngressSource;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real Envoy Gateway and its Envoy: the HTTPRoutes lead every visitor to the right component and version, and are followed without a loss. */
@ResourceLock(GatewayDefinitions.INSTALLED)
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "dev.orderapp.operator.traffic.EnvoyGateway#isBuilt",
        disabledReason = "build it with `test/sandbox/binaries envoy-gateway envoy`")
class EnvoyGatewayTest {
    private static final String NAMESPACE = "envoy-gateway-test";

    private KubernetesClient client;
    private EnvoyGateway envoy;

    @BeforeAll
    void start(KubernetesClient server, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        client = server;
        GatewayDefinitions.install(client, GatewayDefinitions.USUAL);
        envoy = new EnvoyGateway(client, folder);
        GatewayShop.gateway(client, NAMESPACE, EnvoyGateway.CONTROLLER, envoy.port());
    }

    @AfterAll
    void stop() {
        envoy.close();
    }

    @Test
    void everyPairOfPathsLeadsToTheRightComponentAndVersion() throws IOException {
        List<GatewayShop> shops = GatewayShop.ofEach(NAMESPACE);
        shops.forEach(this::create);
        for (GatewayShop shop : shops) {
            shop.awaitFollowed(client, envoy.log());
            visit(shop);
        }
    }

    private void create(GatewayShop shop) {
        shop.services().forEach(name -> envoy.service(NAMESPACE, name));
        client.resource(shop.route()).create();
    }

    private void visit(GatewayShop shop) throws IOException {
        try (Connection connection = envoy.connect()) {
            await().until(() ->
                    !connection.get(shop.host(), shop.pair().page(), Map.of()).equals(IngressControllerModel.NONE));
            for (String path : shop.pair().requests()) {
                for (VisitorRequest visitor : PathPair.visitors()) {
                    String answering = connection.get(shop.host(), path, visitor.headers());
                    List<String> expected = GatewayModel.MATCHES_ALL.services(shop.route(), path, visitor);
                    assertEquals(
                            expected.contains(answering) ? answering : expected.toString(),
                            answering,
                            () -> shop.pair() + ", " + shop.host() + path + " by " + visitor);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 100})
    void aVisitorIsLedByTheBucketToOneVersionOfPageFilesAndApi(int weight) throws IOException {
        GatewayShop shop = shop("visits-" + weight, weight);
        try (Connection connection = connection(shop)) {
            int visits = 0;
            for (int round = 0; round < 4; round++) {
                int led = 0;
                for (int bucket = 0; bucket < 100; bucket++, visits++) {
                    VisitorRequest visitor =
                            VisitorRequest.withCookies("order_app_pin=never; order_app_bucket=%02d".formatted(bucket));
                    boolean canary = Buckets.of(PathPair.NEW, weight).contains(bucket);
                    VisitorRequest call = visitor.with("X-Order-App-Revision", canary ? PathPair.NEW : "older0000z");
                    String version = canary ? "canary" : "stable";
                    for (String path : List.of("/", "/assets/app.js")) {
                        assertEquals(
                                shop.name() + "-frontend-" + version,
                                connection.get(shop.host(), path, visitor.headers()),
                                visitor.toString());
                    }
                    assertEquals(
                            shop.name() + "-backend-" + version,
                            connection.get(shop.host(), "/api/orders", call.headers()),
                            call.toString());
                    led += canary ? 1 : 0;
                }
                assertEquals(weight, led);
            }
            assertEquals(400, visits);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50})
    void clientsWithoutCookiesAreSplitByTheWeight(int weight) throws IOException {
        GatewayShop shop = shop("split-" + weight, weight);
        int loads = 10_000;
        int led = 0;
        try (Connection connection = connection(shop)) {
            for (int i = 0; i < loads; i++) {
                led += connection.get(shop.host(), "/", Map.of()).endsWith("-canary") ? 1 : 0;
            }
        }
        assertEquals(weight, 100.0 * led / loads, 1.0);
    }

    /** The whole way of twenty releases, while visitors of all kinds come. */
    @Test
    void noRequestIsLostOrLedToTheWrongComponentWhileTheRouteChanges() throws Exception {
        GatewayShop shop = shop("releases", 0);
        List<String> strayed = Collections.synchronizedList(new ArrayList<>());
        AtomicLong answered = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService visitors = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(visitors.submit(() -> {
                    try (Connection connection = connection(shop)) {
                        while (!over.get()) {
                            for (VisitorRequest visitor : PathPair.visitors()) {
                                for (ComponentName component : ComponentName.values()) {
                                    String answering = connection.get(
                                            shop.host(), shop.pair().of(component), visitor.headers());
                                    answered.incrementAndGet();
                                    if (!answering.startsWith(shop.name() + "-" + component)) {
                                        strayed.add(component + ": " + answering);
                                    }
                                }
                            }
                        }
                        return null;
                    }
                }));
            }
            for (int release = 0; release < 20; release++) {
                for (int weight : List.of(30, 50, 100)) {
                    change(shop, PathPair.httpRoute(shop.release(), weight, backend, frontend));
                }
                change(shop, PathPair.httpRoute(shop.release(), 0));
            }
            over.set(true);
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            over.set(true);
            visitors.shutdownNow();
        }
        assertEquals(List.of(), strayed.stream().limit(20).toList(), () -> strayed.size() + " of " + answered);
    }

    /** Of an API whose canary refuses connections: no Pod counts those requests. */
    @Test
    void itsCountersTellTheErrorsOfEachVersion() throws IOException {
        GatewayShop shop = made("counted", 30);
        for (String name : shop.services()) {
            if (name.equals("counted-backend-canary")) {
                envoy.deadService(NAMESPACE, name);
            } else {
                envoy.service(NAMESPACE, name);
            }
        }
        client.resource(shop.route()).create();
        shop.awaitFollowed(client, envoy.log());
        MetricQuery errors = new MetricQuery(
                "errors",
                backend,
                MetricSource.Ingress,
                new MetricQuery.Share("requests{code=~\"50[234]\"}", false, "requests"),
                Duration.ZERO);
        CounterDeltas deltas = new CounterDeltas();
        try (Connection connection = connection(shop);
                BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(30));
                ControllerEndpoints pages = new ControllerEndpoints(
                        List.of(EnvoyGateway.COUNTERS), InetAddress::getAllByName, Duration.ofSeconds(30))) {
            IngressSource source = new IngressSource(pages, new HttpPages(http, 4));
            call(connection, shop, 1, 1);
            measure(source, errors, deltas, Instant.now());
            call(connection, shop, 20, 30);
            assertEquals(
                    new EventDelta(new Counts(20, 20), new Counts(30, 0)),
                    measure(source, errors, deltas, Instant.now()).delta());
        }
    }

    private static void call(Connection connection, GatewayShop shop, int canary, int stable) throws IOException {
        for (int i = 0; i < canary + stable; i++) {
            VisitorRequest visitor = VisitorRequest.withCookies("order_app_pin=never")
                    .with("X-Order-App-Revision", i < canary ? PathPair.NEW : "older0000z");
            String answer = connection.get(shop.host(), "/api/orders", visitor.headers());
            assertEquals(i < canary ? "HTTP/1.1 503 Service Unavailable" : "counted-backend-stable", answer);
        }
    }

    private static Sample measure(IngressSource source, MetricQuery query, CounterDeltas deltas, Instant at) {
        MetricScope scope = new MetricScope(
                NAMESPACE,
                "counted",
                new Comparison(PathPair.NEW, Optional.of("older0000z")),
                Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable),
                Map.of(),
                List.of(),
                at);
        PendingSamples measured =
                deltas.measure(scope.id(), source.read(scope, List.of(query)).join(), at);
        deltas.commit(measured);
        return measured.samples().get(query.name());
    }

    private void change(GatewayShop shop, HTTPRoute route) {
        client.resource(route).update();
        shop.awaitFollowed(client, envoy.log());
    }

    private GatewayShop shop(String name, int weight) {
        GatewayShop shop = made(name, weight);
        create(shop);
        shop.awaitFollowed(client, envoy.log());
        return shop;
    }

    private static GatewayShop made(String name, int weight) {
        PathPair pair = new PathPair("/", "/api");
        OrderAppRelease release = pair.release(name, name + ".test");
        release.getMetadata().setNamespace(NAMESPACE);
        return new GatewayShop(pair, release, PathPair.httpRoute(release, weight, backend, frontend));
    }

    /** On which the shop is there: Envoy follows a moment after Envoy Gateway says so. */
    private Connection connection(GatewayShop shop) throws IOException {
        await("a route of Envoy to " + shop.host() + ", see " + envoy.log())
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Connection connection = envoy.connect()) {
                        return connection
                                .get(shop.host(), shop.pair().page(), Map.of())
                                .startsWith(shop.name());
                    }
                });
        return envoy.connect();
    }
}
