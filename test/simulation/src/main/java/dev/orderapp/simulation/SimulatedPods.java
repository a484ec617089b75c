package dev.orderapp.simulation;

import com.sun.net.httpserver.HttpServer;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Pods would do that exist in the API alone: answer, well or badly as their image's tag says, and count it. Their metrics pages are
 * on this machine's loopback, each under its Pod's address: {@code /10.0.0.7}.
 */
final class SimulatedPods implements AutoCloseable {
    private static final int OK = 200;
    private static final int ERROR = 500;

    /** Share of the answers that are errors, by tag; none of other tags. As in {@code test/e2e/images}. */
    private static final Map<String, Double> FAILURES = Map.of("1.2.0", 0.05, "1.3.0", 1.0);

    private final HttpServer server;
    private final Random chance = new Random();
    private final Map<String, Counters> counters = new ConcurrentHashMap<>();

    /**
     * An answer.
     *
     * @param revision of the Pod
     */
    record Answer(int status, String revision) {
        boolean ok() {
            return status == OK;
        }
    }

    private static final class Counters {
        private int ok;
        private int errors;
        private int orders;
        private int failedOrders;

        private synchronized void count(String request, boolean good) {
            ok += good ? 1 : 0;
            errors += good ? 0 : 1;
            if (request.equals(SimulatedVisitors.ORDER)) {
                orders += good ? 1 : 0;
                failedOrders += good ? 0 : 1;
            }
        }

        private synchronized String page() {
            return """
                    shop_requests_total{outcome="ok"} %1$d
                    shop_requests_total{outcome="error"} %2$d
                    shop_requests_total{outcome="hanging"} 0
                    shop_orders_total{outcome="placed"} %3$d
                    shop_orders_total{outcome="refused"} 0
                    shop_orders_total{outcome="failed"} %4$d
                    """.formatted(ok, errors, orders, failedOrders);
        }
    }

    private SimulatedPods(HttpServer server) {
        this.server = server;
    }

    /** Starts to show metrics pages. */
    static SimulatedPods start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        SimulatedPods pods = new SimulatedPods(server);
        server.createContext("/", exchange -> {
            try (exchange) {
                String address = exchange.getRequestURI().getPath().substring(1);
                byte[] page = pods.countersOf(address).page().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(OK, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
        return pods;
    }

    private Counters countersOf(String address) {
        return counters.computeIfAbsent(address, first -> new Counters());
    }

    /** A Pod of the page serves it, whatever its version. */
    Answer page(Pod pod) {
        return new Answer(OK, Labels.revision(pod).orElse(""));
    }

    /** A Pod of the API answers a request, and counts it. */
    Answer api(Pod pod, String request) {
        boolean good = chance.nextDouble() >= FAILURES.getOrDefault(tag(pod), 0.0);
        countersOf(pod.getStatus().getPodIP()).count(request, good);
        return new Answer(good ? OK : ERROR, Labels.revision(pod).orElse(""));
    }

    private static String tag(Pod pod) {
        String image = pod.getSpec().getContainers().get(0).getImage();
        return image.substring(image.lastIndexOf(':') + 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
