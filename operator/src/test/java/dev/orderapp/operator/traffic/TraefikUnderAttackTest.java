package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.metrics.DefaultMetrics;
import dev.orderapp.operator.metrics.MetricScopes;
import dev.orderapp.operator.metrics.MetricsReader;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.operator.metrics.exposition.HttpPages;
import dev.orderapp.operator.metrics.ingress.ControllerEndpoints;
import dev.orderapp.operator.metrics.ingress.IngressSource;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What strangers do with their own requests on the real Traefik is no evidence against any version, while a version that cuts connections is
 * counted as before: by the Ingresses that the operator writes and the metric that every release is judged by.
 */
@ExtendWith(ApiServer.class)
class TraefikUnderAttackTest {
    /** That of {@link MetricScopes}. */
    private static final String NAMESPACE = "shop";

    private static final String HOST = "attacked.test";
    private static final String TO_STABLE = "order_app_pin=never";
    private static final String TO_CANARY =
            "order_app_bucket=%02d".formatted(Buckets.of(PathPair.NEW, 50).first());
    private static final MetricSpec UNANSWERED = new DefaultMetrics(true)
            .of(new PathPair("/", "/api").release("shop", HOST).getSpec()).stream()
                    .filter(metric -> metric.source() == MetricSource.Ingress)
                    .findFirst()
                    .orElseThrow();

    @Test
    void aBodyThatItsSenderBreaksOffIsNoFailureAndAConnectionThatAVersionCutsIsOne(
            KubernetesClient client, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer stable = server(TraefikUnderAttackTest::answer, threads);
        HttpServer canary = server(HttpExchange::close, threads);
        try (Traefik traefik = Traefik.ingressNginx(client, folder);
                BoundedHttpClient http = new BoundedHttpClient(Duration.ofSeconds(5));
                ControllerEndpoints pages = new ControllerEndpoints(
                        List.of(traefik.metricsPage()), InetAddress::getAllByName, Duration.ofSeconds(5))) {
            create(client, traefik, stable, canary);
            traefik.awaitHost(HOST, "/");
            MetricsReader reader =
                    new MetricsReader(Map.of(MetricSource.Ingress, new IngressSource(pages, new HttpPages(http, 4))));
            send(traefik, TO_STABLE, Stranger.WHOLE);
            send(traefik, TO_CANARY, Stranger.WHOLE);
            measure(reader);
            for (Stranger stranger : Stranger.values()) {
                for (int i = 0; i < 5; i++) {
                    send(traefik, TO_STABLE, stranger);
                    send(traefik, TO_CANARY, stranger);
                }
            }

            // Of those with a whole body, which the server of the canary does not answer.
            EventDelta expected = new EventDelta(new Counts(5, 5), new Counts(5, 0));
            await("what Traefik counted, see " + folder.resolve("log"))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(expected, peek(reader)));
        } finally {
            stable.stop(0);
            canary.stop(0);
            threads.shutdownNow();
        }
    }

    private static void measure(MetricsReader reader) {
        reader.commit(read(reader));
    }

    /** What came since the last measurement; it stays to be measured. */
    private static EventDelta peek(MetricsReader reader) {
        return read(reader).samples().get("server-errors (Ingress)").delta();
    }

    private static PendingSamples read(MetricsReader reader) {
        return reader.measure(List.of(UNANSWERED), MetricScopes.at(Instant.now()));
    }

    private static void create(KubernetesClient client, Traefik traefik, HttpServer stable, HttpServer canary) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        OrderAppRelease release = new PathPair("/", "/api").release("shop", HOST);
        release.getMetadata().setNamespace(NAMESPACE);
        traefik.service(
                NAMESPACE,
                Names.service("shop", backend, Role.stable),
                stable.getAddress().getPort());
        traefik.service(
                NAMESPACE,
                Names.service("shop", backend, Role.canary),
                canary.getAddress().getPort());
        traefik.service(NAMESPACE, Names.service("shop", frontend, Role.stable));
        List<Ingress> ingresses = PathPair.ingresses(release, 50, backend);
        // The canary first, so that the host is not known before it is whole.
        Stream.concat(ingresses.stream().skip(1), ingresses.stream().limit(1))
                .peek(ingress -> ingress.getSpec().setIngressClassName(Traefik.CLASS))
                .forEach(ingress -> client.resource(ingress).create());
    }

    private static HttpServer server(HttpHandler handler, ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    /** Refuses a long body before it has come, as servers do. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            boolean tooLong = length != null && Long.parseLong(length) > 100_000;
            if (!tooLong) {
                exchange.getRequestBody().readAllBytes();
            }
            exchange.sendResponseHeaders(tooLong ? 413 : 204, -1);
        }
    }

    /** How somebody sends a body, well or badly. */
    private enum Stranger {
        WHOLE("Content-Length: 5", "hello"),
        ENDS_EARLY("Content-Length: 1000", "hello"),
        NEVER_BEGINS("Content-Length: 1000", ""),
        LARGE_AND_ENDS_EARLY("Content-Length: 900000", "x".repeat(300_000)),
        LONGER_THAN_ANY_VERSION_TAKES("Content-Length: 10000000", "x".repeat(10_000_000)),
        ENDS_WITHIN_A_CHUNK("Transfer-Encoding: chunked", "5\r\nhel"),
        HAS_A_BROKEN_CHUNK("Transfer-Encoding: chunked", "5\r\nhello\r\nZZ\r\n");

        private final String header;
        private final String body;

        Stranger(String header, String body) {
            this.header = header;
            this.body = body;
        }
    }

    /** Sends one request, ends its own side of the connection, and waits until Traefik has ended the other. */
    private static void send(Traefik traefik, String cookie, Stranger stranger) throws IOException {
        String head = "POST /api/session HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\nCookie: " + cookie
                + "\r\n" + stranger.header + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), traefik.port())) {
            socket.getOutputStream().write((head + stranger.body).getBytes(StandardCharsets.US_ASCII));
            if (stranger != Stranger.WHOLE) {
                socket.shutdownOutput();
            }
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // Refused before all of it was sent.
        }
    }
}
