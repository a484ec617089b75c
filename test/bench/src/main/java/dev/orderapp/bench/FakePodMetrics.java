package dev.orderapp.bench;

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
 * Serves the metrics pages of all Pods, which exist in the API alone: each scrape of an address with traffic finds forty more
 * requests, all of them answered well, one of which placed an order. All addresses of Pods are this machine's own, so one server answers
 * for all.
 */
final class FakePodMetrics implements AutoCloseable {
    private static final int REQUESTS = 40;
    private static final int THREADS = 4;

    private final HttpServer server;
    private final Predicate<String> hasTraffic;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Long> scrapes = new ConcurrentHashMap<>();

    private FakePodMetrics(HttpServer server, Predicate<String> hasTraffic) {
        this.server = server;
        this.hasTraffic = hasTraffic;
    }

    /**
     * Starts to answer.
     *
     * @param port of the app's containers
     * @param hasTraffic whether requests come to the Pod of an address
     */
    static FakePodMetrics start(int port, Predicate<String> hasTraffic) throws IOException {
        FakePodMetrics pages = new FakePodMetrics(HttpServer.create(new InetSocketAddress(port), 0), hasTraffic);
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
        long scraped = scrapes.merge(address, hasTraffic.test(address) ? 1L : 0L, Long::sum);
        long requests = scraped * REQUESTS;
        return """
                shop_requests_total{outcome="ok"} %1$d
                shop_requests_total{outcome="error"} 0
                http_server_requests_seconds_bucket{le="0.5"} %1$d
                http_server_requests_seconds_count %1$d
                shop_orders_total{outcome="placed"} %2$d
                shop_orders_total{outcome="failed"} 0
                shop_page_users_total %2$d
                shop_page_users_failed_total 0
                """.formatted(requests, scraped).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
