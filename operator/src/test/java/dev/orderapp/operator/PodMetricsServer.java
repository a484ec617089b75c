package dev.orderapp.operator;

import com.sun.net.httpserver.HttpServer;
import dev.orderapp.v1.MetricsPageSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The metrics pages of all Pods of a test: each scrape finds twenty more requests, which failed where the revision is bad, as long as some
 * Ingress leads to the Pod.
 */
final class PodMetricsServer implements AutoCloseable {
    private static final int REQUESTS = 20;
    private static final String ROUTED = "routed";

    private final HttpServer server;
    private final KubernetesClient client;
    private final Map<String, Integer> scrapes = new ConcurrentHashMap<>();
    private final Set<String> badImages = ConcurrentHashMap.newKeySet();

    private PodMetricsServer(HttpServer server, KubernetesClient client) {
        this.server = server;
        this.client = client;
    }

    static PodMetricsServer start(KubernetesClient client) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            PodMetricsServer pages = new PodMetricsServer(server, client);
            server.createContext("/", exchange -> {
                try (exchange) {
                    byte[] body = pages.page(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on every request fails that a Pod with this image answers. */
    void fail(String image) {
        badImages.add(image);
    }

    /** Wherever the release says that it is. */
    Optional<URI> address(Pod pod, MetricsPageSpec asked) {
        boolean bad = badImages.contains(pod.getSpec().getContainers().get(0).getImage());
        String path = "/" + (bad ? "bad" : "good") + "/" + pod.getMetadata().getUid() + "/"
                + (isRouted(pod) ? ROUTED : "left");
        return Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private boolean isRouted(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        Set<String> backends = client.network().v1().ingresses().inNamespace(namespace).list().getItems().stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService().getName())
                .collect(Collectors.toSet());
        return client.services().inNamespace(namespace).list().getItems().stream()
                .filter(service -> backends.contains(service.getMetadata().getName()))
                .map(service -> service.getSpec().getSelector().entrySet())
                .anyMatch(pod.getMetadata().getLabels().entrySet()::containsAll);
    }

    /** All that the default metrics are made of. Orders and users come one at a time. */
    private String page(String path) {
        String pod = path.substring(0, path.lastIndexOf('/'));
        int scraped = scrapes.merge(pod, path.endsWith(ROUTED) ? 1 : 0, Integer::sum);
        int count = scraped * REQUESTS;
        int failed = path.startsWith("/bad") ? count : 0;
        return """
            shop_requests_total{outcome="ok"} %d
            shop_requests_total{outcome="error"} %d
            http_server_requests_seconds_bucket{le="0.5"} %d
            http_server_requests_seconds_count %d
            shop_orders_total{outcome="placed"} %d
            shop_orders_total{outcome="failed"} 0
            shop_page_users_total %d
            shop_page_users_failed_total 0
            """.formatted(count - failed, failed, count, count, scraped, scraped);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
