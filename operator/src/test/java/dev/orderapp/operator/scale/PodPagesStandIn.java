package dev.orderapp.operator.scale;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Stands in for the metrics pages of all Pods, which exist on paper: each look at an address that somebody asks finds forty more
 * requests, all of them answered well, one of which placed an order. All addresses of Pods are this machine's own, so one server answers
 * for all.
 */
final class PodPagesStandIn implements AutoCloseable {
    private static final int REQUESTS = 40;
    private static final int THREADS = 4;

    private final HttpServer server;
    private final Predicate<String> asked;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Long> looks = new ConcurrentHashMap<>();

    private PodPagesStandIn(HttpServer server, Predicate<String> asked) {
        this.server = server;
        this.asked = asked;
    }

    /**
     * Starts to answer.
     *
     * @param port of the app's containers
     * @param asked whether requests come to the Pod of an address
     */
    static PodPagesStandIn start(int port, Predicate<String> asked) throws IOException {
        PodPagesStandIn pages = new PodPagesStandIn(HttpServer.create(new InetSocketAddress(port), 0), asked);
        pages.server.createContext("/actuator/prometheus", exchange -> {
            try (exchange) {
                byte[] body = pages.page(exchange.getLocalAddress().getAddress().getHostAddress());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        pages.server.setExecutor(pages.threads);
        pages.server.start();
        return pages;
    }

    private byte[] page(String address) {
        long looked = looks.merge(address, asked.test(address) ? 1L : 0L, Long::sum);
        long requests = looked * REQUESTS;
        return """
                shop_requests_total{outcome="ok"} %1$d
                shop_requests_total{outcome="error"} 0
                http_server_requests_seconds_bucket{le="0.5"} %1$d
                http_server_requests_seconds_count %1$d
                shop_orders_total{outcome="placed"} %2$d
                shop_orders_total{outcome="failed"} 0
                shop_page_users_total %2$d
                shop_page_users_failed_total 0
                """.formatted(requests, looked).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
