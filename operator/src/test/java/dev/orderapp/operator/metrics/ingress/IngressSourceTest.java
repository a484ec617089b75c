package dev.orderapp.operator.metrics.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.MetricScopes;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.operator.metrics.exposition.HttpPages;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ControllerEndpoints of a controller on addresses of this machine, each with a page of its own. */
@Timeout(60)
class IngressSourceTest {
    private static final MetricQuery ERRORS = query(new Share("requests{code=~\"50[234]\"}", false, "requests"));
    private static final MetricQuery UNANSWERED = query(new Share("unanswered", false, "requests"));
    private static final String TRAEFIK = """
            process_start_time_seconds %s
            traefik_service_requests_total{code="200",method="GET",protocol="http",service="shop-shop-shop-backend-stable-80@kubernetesingressnginx"} %d
            traefik_service_requests_total{code="502",method="GET",protocol="http",service="shop-shop-shop-backend-stable-80@kubernetesingressnginx"} %d
            traefik_service_requests_total{code="200",method="POST",protocol="http",service="shop-shop-shop-backend-stable-80-canary@kubernetesingressnginx"} %d
            traefik_service_requests_total{code="504",method="GET",protocol="http",service="shop-shop-shop-backend-stable-80-canary@kubernetesingressnginx"} %d
            traefik_router_requests_total{code="504",service="shop-shop-shop-backend-stable-80-wrr@kubernetesingressnginx"} 999
            traefik_service_requests_total{code="502",service="shop-shop-shop-frontend-stable-80@kubernetesingressnginx"} 999
            traefik_service_requests_total{code="502",service="other-shop-shop-backend-stable-80@kubernetesingressnginx"} 999
            """;
    private static final String TRAEFIK_GATEWAY = """
            process_start_time_seconds 1.0
            traefik_service_requests_total{code="200",service="httproute-shop-shop-gw-gateways-web-ep-web-1-91c7-svc-shop-shop-backend-stable-0@kubernetesgateway"} %d
            traefik_service_requests_total{code="200",service="httproute-shop-shop-gw-gateways-web-ep-web-2-55aa-svc-shop-shop-backend-canary-1@kubernetesgateway"} %d
            traefik_service_requests_total{code="504",service="httproute-shop-shop-gw-gateways-web-ep-web-0-d382-svc-shop-shop-backend-canary-0@kubernetesgateway"} %d
            traefik_service_requests_total{code="502",service="httproute-shop-shop-gw-gateways-web-ep-web-3-d382-svc-shop-shop-frontend-stable-0@kubernetesgateway"} 999
            traefik_service_requests_total{code="502",service="httproute-other-shop-gw-gateways-web-ep-web-1-91c7-svc-other-shop-backend-stable-0@kubernetesgateway"} 999
            traefik_service_requests_total{code="502",service="httproute-shop-shop-gw-gateways-web-ep-web-1-91c7-wrr@kubernetesgateway"} 999
            """;
    private static final String ENVOY_GATEWAY = """
            # TYPE envoy_cluster_upstream_rq counter
            envoy_cluster_upstream_rq{envoy_response_code="204",envoy_cluster_name="httproute/shop/shop/backend-pinned"} %d
            envoy_cluster_upstream_rq{envoy_response_code="204",envoy_cluster_name="httproute/shop/shop/backend-canary"} %d
            envoy_cluster_upstream_rq{envoy_response_code="503",envoy_cluster_name="httproute/shop/shop/backend-canary"} %d
            envoy_cluster_upstream_rq{envoy_response_code="503",envoy_cluster_name="httproute/shop/shop/backend"} 999
            envoy_cluster_upstream_rq{envoy_response_code="503",envoy_cluster_name="httproute/shop/shop/frontend-pinned"} 999
            envoy_cluster_upstream_rq{envoy_response_code="503",envoy_cluster_name="httproute/other/shop/backend-pinned"} 999
            envoy_cluster_external_upstream_rq{envoy_response_code="503",envoy_cluster_name="httproute/shop/shop/backend-pinned"} 999
            # TYPE envoy_cluster_upstream_rq_total counter
            envoy_cluster_upstream_rq_total{envoy_cluster_name="httproute/shop/shop/backend-canary"} 999
            # TYPE envoy_server_uptime gauge
            envoy_server_uptime{} 16
            """;
    private static final String NGINX = """
            nginx_ingress_controller_requests{%1$sservice="shop-backend-stable",canary="",status="200",method="GET"} %2$d
            nginx_ingress_controller_requests{%1$sservice="shop-backend-stable",canary="",status="500",method="GET"} 7
            nginx_ingress_controller_requests{%1$sservice="shop-backend-stable",canary="shop-shop-backend-canary-80",status="200",method="GET"} 5
            nginx_ingress_controller_requests{%1$sservice="shop-backend-stable",canary="shop-shop-backend-canary-80",status="503",method="GET"} %3$d
            nginx_ingress_controller_requests{%1$sservice="shop-frontend-stable",canary="shop-shop-frontend-canary-80",status="503"} 999
            nginx_ingress_controller_requests{namespace="other",ingress="shop",service="shop-backend-stable",canary="",status="503"} 999
            """;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(5));
    private final CounterDeltas deltas = new CounterDeltas();
    private HttpServer server;
    private ControllerEndpoints replicas;
    private List<String> addresses = List.of("127.0.0.1");
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private static MetricQuery query(Share share) {
        return new MetricQuery(
                "server-errors (Ingress)", ComponentName.backend, MetricSource.Ingress, share, Duration.ZERO);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                String page = pages.getOrDefault(
                        exchange.getLocalAddress().getAddress().getHostAddress(), "");
                byte[] body = page.getBytes(UTF_8);
                exchange.sendResponseHeaders(page.isEmpty() ? 503 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        URI page = URI.create("http://controller:" + server.getAddress().getPort() + "/metrics");
        replicas = new ControllerEndpoints(List.of(page), this::resolve, Duration.ofSeconds(5));
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses.get(i));
        }
        return found;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
        replicas.close();
    }

    private Sample measure() {
        now = now.plusSeconds(5);
        return measure(ERRORS, MetricScopes.at(now));
    }

    private Sample measure(MetricQuery query, MetricScope scope) {
        IngressSource source = new IngressSource(replicas, new HttpPages(http, 4));
        PendingSamples measured =
                deltas.measure(scope.id(), source.read(scope, List.of(query)).join(), scope.at());
        deltas.commit(measured);
        return measured.samples().get(query.name());
    }

    private void traefik(String address, long stable, long stableBad, long canary, long canaryBad) {
        pages.put(address, TRAEFIK.formatted("1.0", stable, stableBad, canary, canaryBad));
    }

    private void nginx(String address, long stable, long canaryBad) {
        pages.put(address, NGINX.formatted("namespace=\"shop\",ingress=\"shop\",", stable, canaryBad));
    }

    private static Sample sample(long canary, long canaryBad, long stable, long stableBad) {
        return Sample.of(new EventDelta(new Counts(canary, canaryBad), new Counts(stable, stableBad)));
    }

    private static Sample held(String problem) {
        return Sample.missing("server-errors (Ingress): " + problem);
    }

    @Test
    void readsTraefik() {
        traefik("127.0.0.1", 100, 5, 30, 2);
        measure();
        traefik("127.0.0.1", 170, 6, 50, 12);

        assertEquals(sample(30, 10, 71, 1), measure());
    }

    @Test
    void readsTraefikAsAGateway() {
        pages.put("127.0.0.1", TRAEFIK_GATEWAY.formatted(100, 30, 2));
        measure();
        pages.put("127.0.0.1", TRAEFIK_GATEWAY.formatted(170, 50, 12));

        assertEquals(sample(30, 10, 70, 0), measure());
    }

    @Test
    void readsEnvoyGateway() {
        pages.put("127.0.0.1", ENVOY_GATEWAY.formatted(100, 30, 2));
        measure();
        pages.put("127.0.0.1", ENVOY_GATEWAY.formatted(170, 50, 12));

        assertEquals(sample(30, 10, 70, 0), measure());
    }

    @Test
    void readsIngressNginx() {
        nginx("127.0.0.1", 100, 1);
        measure();
        nginx("127.0.0.1", 160, 11);

        assertEquals(sample(10, 10, 60, 0), measure());
    }

    @Test
    void whatNoPodAnsweredIsWhatTheControllerAnsweredInItsPlace() {
        traefik("127.0.0.1", 100, 5, 30, 2);
        measure(UNANSWERED, MetricScopes.at(now));
        traefik("127.0.0.1", 170, 6, 50, 12);

        assertEquals(sample(30, 10, 71, 1), measure(UNANSWERED, MetricScopes.at(now)));
    }

    /** A Pod says it too, and ingress-nginx to a client that asks too often: a stranger could have it counted without a bound. */
    @Test
    void aServiceThatIsUnavailableIsNotTakenForOneThatDidNotAnswer() {
        nginx("127.0.0.1", 100, 1);
        measure(UNANSWERED, MetricScopes.at(now));
        nginx("127.0.0.1", 160, 11);

        assertEquals(sample(10, 0, 60, 0), measure(UNANSWERED, MetricScopes.at(now)));
    }

    /** As a Gateway, Traefik answers a client that breaks its own body off as if a Pod had failed. */
    @Test
    void noAnswerOfTraefikAsAGatewayIsTakenForAFaultOfAPod() {
        pages.put("127.0.0.1", TRAEFIK_GATEWAY.formatted(100, 30, 2));
        measure(UNANSWERED, MetricScopes.at(now));
        pages.put("127.0.0.1", TRAEFIK_GATEWAY.formatted(170, 50, 12));

        assertEquals(sample(30, 0, 70, 0), measure(UNANSWERED, MetricScopes.at(now)));
    }

    @Test
    void countsByCodeAndMethodWhateverTheControllerCallsThem() {
        MetricQuery posts =
                query(new Share("requests{code=~\"2..\",method=\"POST\"}", true, "requests{code!=\"502\"}"));
        traefik("127.0.0.1", 0, 0, 10, 0);
        measure(posts, MetricScopes.at(now));
        traefik("127.0.0.1", 0, 50, 30, 5);

        assertEquals(sample(25, 5, 0, 0), measure(posts, MetricScopes.at(now)));
    }

    @Test
    void sumsUpAllReplicasAndCountsANewOneFromItsSecondMeasurement() {
        addresses = List.of("127.0.0.1", "127.0.0.2");
        traefik("127.0.0.1", 100, 0, 10, 0);
        nginx("127.0.0.2", 500, 0);
        measure();
        addresses = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
        traefik("127.0.0.1", 110, 0, 11, 1);
        nginx("127.0.0.2", 520, 2);
        traefik("127.0.0.3", 9_000, 0, 9_000, 9_000);

        Sample beginning = measure();
        assertEquals(sample(4, 3, 30, 0).delta(), beginning.delta());
        assertEquals(
                Optional.of("counting of 1 of 3 canary pages of the ingress controller begins with this measurement"
                        + " (127.0.0.3)"),
                beginning.problem());
        traefik("127.0.0.3", 9_001, 0, 9_001, 9_000);
        assertEquals(sample(1, 0, 1, 0), measure());
    }

    /** What the others counted is only a part of each side, and not the same part. */
    @Test
    void oneSilentReplicaHoldsTheMeasurementAndNothingIsLost() {
        addresses = List.of("127.0.0.1", "127.0.0.2");
        traefik("127.0.0.1", 100, 0, 10, 0);
        traefik("127.0.0.2", 100, 0, 10, 0);
        measure();
        traefik("127.0.0.1", 200, 0, 20, 0);
        pages.put("127.0.0.2", "");
        String address = "http://127.0.0.2:" + server.getAddress().getPort() + "/metrics";

        assertEquals(
                held("the ingress controller at " + address + ": its metrics page answered with status 503"),
                measure());
        traefik("127.0.0.2", 150, 0, 15, 5);
        assertEquals(sample(20, 5, 150, 0), measure());
    }

    @Test
    void aReplicaThatIsGoneIsNotWaitedFor() {
        addresses = List.of("127.0.0.1", "127.0.0.2");
        traefik("127.0.0.1", 100, 0, 10, 0);
        traefik("127.0.0.2", 100, 0, 10, 0);
        measure();
        addresses = List.of("127.0.0.1");
        traefik("127.0.0.1", 110, 0, 12, 0);

        assertEquals(sample(2, 0, 10, 0), measure());
    }

    @Test
    void aHostWithoutAddressesIsNamed() {
        addresses = List.of();

        assertEquals(held("the host controller of the ingress controller's metrics is unknown"), measure());
    }

    @Test
    void aCanaryThatNeverSucceededHasNoGoodSeriesAndIsAllBad() {
        MetricQuery good = query(new Share("requests{code=~\"2..\"}", true, "requests"));
        pages.put("127.0.0.1", page(100, 0));
        measure(good, MetricScopes.at(now));
        pages.put("127.0.0.1", page(170, 20));

        assertEquals(sample(20, 20, 70, 0), measure(good, MetricScopes.at(now)));
    }

    /** Two hundreds that are written otherwise than the controller does. */
    @Test
    void aCodeThatNeitherVersionAnsweredWithIsNoData() {
        MetricQuery good = query(new Share("requests{code=\"2xx\"}", true, "requests"));
        traefik("127.0.0.1", 100, 0, 30, 0);
        measure(good, MetricScopes.at(now));
        traefik("127.0.0.1", 170, 0, 50, 0);

        Sample sample = measure(good, MetricScopes.at(now));

        assertEquals(EventDelta.NONE, sample.delta());
        assertTrue(sample.problem().orElseThrow().contains("is a label misspelt?"), sample.toString());
    }

    private static String page(long stable, long canaryBad) {
        return TRAEFIK.lines()
                .filter(l -> !l.contains("code=\"200\"") || !l.contains("-canary@"))
                .reduce("", (a, b) -> a + b + "\n")
                .formatted("1.0", stable, 0, canaryBad);
    }

    /** A canary that nobody was led to has no series at all. */
    @Test
    void whatAppearsWithItsFirstRequestCountsFromZero() {
        pages.put(
                "127.0.0.1",
                TRAEFIK.lines()
                        .filter(l -> !l.contains("-canary@"))
                        .reduce("", (a, b) -> a + b + "\n")
                        .formatted("1.0", 100, 0));
        measure();
        assertEquals(sample(0, 0, 0, 0), measure());
        traefik("127.0.0.1", 100, 0, 0, 3);

        assertEquals(sample(3, 3, 0, 0), measure());
    }

    @Test
    void aControllerThatIsKnownToHaveRestartedCountsFromZeroOnBothSides() {
        traefik("127.0.0.1", 100, 0, 10, 0);
        measure();
        pages.put("127.0.0.1", TRAEFIK.formatted(now.plusSeconds(2).getEpochSecond() + ".5", 120, 0, 12, 2));

        assertEquals(sample(14, 2, 120, 0), measure());
    }

    @Test
    void countersThatWentBackBeginAnew() {
        traefik("127.0.0.1", 100, 0, 10, 0);
        measure();
        traefik("127.0.0.1", 50, 0, 5, 5);

        assertEquals(Sample.missing("counting begins with this measurement"), measure());
    }

    @Test
    void aPageThatKnowsNeitherSideIsNamedAndCannotPass() {
        pages.put("127.0.0.1", "up 1\n");
        measure();

        assertEquals(
                new Sample(
                        EventDelta.NONE,
                        false,
                        Optional.of("the ingress controller has no series for requests to the canary Service of the"
                                + " backend; the ingress controller has no series for requests to the stable Service"
                                + " of the backend")),
                measure());
    }

    @Test
    void classesOfStatusAreNoCodes() {
        pages.put(
                "127.0.0.1",
                "nginx_ingress_controller_requests{namespace=\"shop\",ingress=\"shop\",status=\"5xx\",canary=\"\"} 9\n");

        assertEquals(
                held("the ingress controller at http://127.0.0.1:"
                        + server.getAddress().getPort() + "/metrics: it"
                        + " counts classes of status, not codes: start it without --report-status-classes"),
                measure());
    }

    /** The canary's Service may have had another revision behind it. */
    @Test
    void anotherCanaryBeginsAnew() {
        traefik("127.0.0.1", 100, 0, 10, 0);
        measure();
        traefik("127.0.0.1", 100, 0, 90, 80);
        MetricScope alone = MetricScopes.stableAlone(now.plusSeconds(5));

        assertEquals(Sample.missing("counting begins with this measurement"), measure(ERRORS, alone));
        traefik("127.0.0.1", 130, 2, 90, 80);
        assertEquals(sample(32, 2, 0, 0), measure(ERRORS, alone));
    }

    @Test
    void whatIsNoSelectorIsNamed() {
        MetricQuery bad = query(new Share("requests{code=~\"5(\"}", false, "requests"));

        Optional<String> problem = measure(bad, MetricScopes.at(now)).problem();

        assertEquals(
                "server-errors (Ingress): selector \"requests{code=~\"5(\"}\": expected a valid expression (missing"
                        + " closing ): 5() at character 16",
                problem.orElseThrow());
    }
}
