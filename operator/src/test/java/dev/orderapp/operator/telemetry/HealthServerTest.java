package dev.orderapp.operator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final HttpClient http = HttpClient.newHttpClient();
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.start(0, ready::get, () -> "orderapp_decisions_total 1\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Test
    void itIsAliveBeforeItIsReady() throws Exception {
        assertEquals(200, get("/healthz").statusCode());
        assertEquals(503, get("/readyz").statusCode());
    }

    @Test
    void readinessFollowsTheCaches() throws Exception {
        ready.set(true);
        assertEquals(200, get("/readyz").statusCode());

        ready.set(false);
        assertEquals(503, get("/readyz").statusCode());
    }

    @Test
    void metricsAreInPrometheusFormat() throws Exception {
        HttpResponse<String> page = get("/metrics");

        assertEquals("orderapp_decisions_total 1\n", page.body());
        assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain; version=0.0.4"));
    }
}
