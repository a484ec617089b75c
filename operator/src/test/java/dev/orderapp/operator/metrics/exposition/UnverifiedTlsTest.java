package dev.orderapp.operator.metrics.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.orderapp.operator.metrics.counters.CounterValues;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page behind a certificate that nobody has signed, and that is of another name. */
class UnverifiedTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Selector REQUESTS = Selector.parse("requests_total");
    private static final String PASSWORD = "of no use";

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate()));
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] page = "requests_total 7\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPodMayShowAnyCertificate() {
        try (BoundedHttpClient http = new BoundedHttpClient(LIMIT, UnverifiedTls.context())) {
            assertEquals(
                    new Page.Read(Map.of(
                            REQUESTS, new Page.Selection(new CounterValues(Map.of("requests_total{}", 7.0)), true))),
                    fetch(http));
        }
    }

    @Test
    void allOthersMustShowOneThatTheJvmTrusts() {
        try (BoundedHttpClient http = new BoundedHttpClient(LIMIT)) {
            String problem = ((Page.Unreadable) fetch(http)).problem();
            assertTrue(problem.contains("SSLHandshakeException"), problem);
        }
    }

    private Page fetch(BoundedHttpClient http) {
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        return new HttpPages(http, 1)
                .fetch(Map.of(address, Set.of(REQUESTS)))
                .join()
                .get(address);
    }

    private SSLContext certificate() throws Exception {
        Path file = folder.resolve("key.p12");
        List<String> keytool = new ArrayList<>();
        keytool.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.addAll(List.of("-genkeypair", "-alias", "page", "-keyalg", "EC", "-dname", "CN=elsewhere"));
        keytool.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        Process process = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), "keytool");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
