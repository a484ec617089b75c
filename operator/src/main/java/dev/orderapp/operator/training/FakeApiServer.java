package dev.orderapp.operator.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Just as much of an API server as the training run needs: it lists one release, accepts every write, and reports no change. */
final class FakeApiServer implements AutoCloseable {
    private static final String RELEASE = """
            {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease",
             "metadata": {"name": "shop", "namespace": "shops", "uid": "1", "resourceVersion": "1", "generation": 1},
             "spec": {"paused": false, "backend": {"image": "acme/order-backend:1", "replicas": 2, "port": 8080, "path": "/api"},
                      "frontend": {"image": "acme/order-frontend:1", "replicas": 2, "port": 8080},
                      "ingress": {"className": "nginx", "annotationPrefix": "nginx.ingress.kubernetes.io", "hosts": ["shop.example.test"]},
                      "canary": {"steps": [{"weight": 30, "hold": "5m", "approval": false}], "progressDeadline": "10m", "drain": "10s",
                                 "keepPrevious": "10m", "keepFailed": "10m"},
                      "analysis": {"interval": "5s", "falseAlarm": "1%", "maxHold": "1h", "onNoData": "Hold", "metrics": []}}}
            """;
    private static final String LEASES = "/leases";
    private static final String GZIP = "gzip";

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong version = new AtomicLong(1);
    private final CountDownLatch writes;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final SelfSignedCertificate certificate;

    private FakeApiServer(HttpsServer server, SelfSignedCertificate certificate, int writes) {
        this.server = server;
        this.certificate = certificate;
        this.writes = new CountDownLatch(writes);
    }

    /** Starts to answer on some port of this machine. */
    static FakeApiServer start(int writes) throws IOException, GeneralSecurityException, InterruptedException {
        SelfSignedCertificate certificate = SelfSignedCertificate.make();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        FakeApiServer api = new FakeApiServer(server, certificate, writes);
        server.createContext("/", api::answer);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** That a client must trust: PEM in Base64. */
    String certificate() {
        return certificate.pem();
    }

    /** Counts down with every write but those of the lease. */
    CountDownLatch writes() {
        return writes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean reads = exchange.getRequestMethod().equals("GET");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (reads && query.contains("watch=true")) {
            watch(exchange);
        } else if (reads && path.contains(LEASES)) {
            send(exchange, 404, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": 404}");
        } else if (reads) {
            send(exchange, 200, list(path));
        } else {
            send(exchange, 200, written(exchange, path));
        }
    }

    /** The client asks for a WebSocket first; to 200 it tries again without, and gets a stream on which nothing comes. */
    private static void watch(HttpExchange exchange) throws IOException {
        boolean webSocket = exchange.getRequestHeaders().containsKey("Upgrade");
        exchange.sendResponseHeaders(200, webSocket ? -1 : 0);
        if (webSocket) {
            exchange.close();
        } else {
            exchange.getResponseBody().flush();
        }
    }

    private static String list(String path) {
        String items = path.endsWith("/orderappreleases") ? RELEASE : "";
        return "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [" + items + "]}";
    }

    private String written(HttpExchange exchange, String path) throws IOException {
        ObjectNode sent = (ObjectNode) json.readTree(exchange.getRequestBody());
        ObjectNode object = path.endsWith("/status") ? withStatus(sent) : sent;
        ObjectNode metadata = object.withObject("metadata");
        metadata.put("resourceVersion", Long.toString(version.incrementAndGet()));
        if (!metadata.has("uid")) {
            metadata.put("uid", UUID.randomUUID().toString());
        }
        if (path.contains("selfsubjectrulesreviews")) {
            object.withObject("status").putArray("nonResourceRules");
            ObjectNode rule =
                    object.withObject("status").putArray("resourceRules").addObject();
            rule.putArray("apiGroups").add("*");
            rule.putArray("resources").add("*");
            rule.putArray("verbs").add("*");
        } else if (!path.contains(LEASES)) {
            writes.countDown();
        }
        return json.writeValueAsString(object);
    }

    /** The answer to a new status is the whole object. */
    private ObjectNode withStatus(ObjectNode sent) throws IOException {
        return ((ObjectNode) json.readTree(RELEASE)).set("status", sent.get("status"));
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            // Short ones, too, unlike a real API server: so that the class cache holds what reads them.
            if (String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                    .contains(GZIP)) {
                exchange.getResponseHeaders().set("Content-Encoding", GZIP);
                bytes = compressed(bytes);
            }
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(all)) {
            out.write(bytes);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
