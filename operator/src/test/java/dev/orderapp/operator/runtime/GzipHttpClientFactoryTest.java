package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GzipHttpClientFactoryTest {
    private static final String LIST = """
            {"apiVersion": "v1", "kind": "ConfigMapList", "metadata": {},
             "items": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}}]}
            """;

    private HttpServer server;

    /** As an API server does with long lists: compressed for a client that asks for it, and for no other. */
    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            List<String> accepted = exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of());
            if (accepted.stream().noneMatch(encodings -> encodings.contains("gzip"))) {
                exchange.sendResponseHeaders(406, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = new GZIPOutputStream(exchange.getResponseBody())) {
                body.write(LIST.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void listsAreAskedForCompressedAndRead() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withHttpClientFactory(new GzipHttpClientFactory())
                .withConfig(config)
                .build()) {
            List<ConfigMap> items =
                    client.configMaps().inNamespace("shops").list().getItems();

            assertEquals(
                    List.of("settings"),
                    items.stream().map(item -> item.getMetadata().getName()).toList());
        }
    }
}
