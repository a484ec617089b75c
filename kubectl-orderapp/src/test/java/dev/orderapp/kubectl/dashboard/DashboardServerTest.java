package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which requests the dashboard answers and what it does, on a real API server. Requests are written by hand: a browser's API would not let a test forge Host and Origin. */
@ExtendWith(ApiServer.class)
class DashboardServerTest {
    private final KubernetesClient client;
    private DashboardServer server;
    private URI address;

    DashboardServerTest(KubernetesClient client) {
        this.client = client;
    }

    @BeforeEach
    void aReleaseAndADashboard() {
        OrderAppRelease release = SampleReleases.atFirstStep();
        release.getMetadata().setGeneration(null);
        OrderAppRelease stored = client.resource(release).create();
        stored.setStatus(SampleStatuses.observed(SampleReleases.atFirstStep().getStatus(), 1));
        client.resource(stored).updateStatus();
        server = new DashboardServer(client, Optional.of("default"), 0);
        address = URI.create(server.address());
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        client.resources(OrderAppRelease.class).inNamespace("default").delete();
    }

    private String host() {
        return "127.0.0.1:" + address.getPort();
    }

    private Map<String, String> own() {
        return Map.of("Host", host(), "Authorization", "Bearer " + address.getFragment());
    }

    private Map<String, String> own(String header, String value) {
        return Map.of("Host", host(), "Authorization", "Bearer " + address.getFragment(), header, value);
    }

    /** Sends a request and reads as many lines of the answer as are asked for. */
    private String request(String request, Map<String, String> headers, String body, int lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), address.getPort())) {
            String head = headers.entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                    .collect(Collectors.joining());
            String text = request + " HTTP/1.1\r\n" + head + "Content-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .limit(lines)
                    .collect(Collectors.joining("\n"));
        }
    }

    private String status(String request, Map<String, String> headers, String body) throws IOException {
        return request(request, headers, body, 1).split(" ")[1];
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(client.resources(OrderAppRelease.class)
                        .inNamespace("default")
                        .withName("shop")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .orElse(Map.of());
    }

    @Test
    void listensOnTheLoopbackAddressAlone() throws IOException {
        for (InetAddress other :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!other.isLoopbackAddress()) {
                assertThrows(IOException.class, () -> new Socket(other, address.getPort()).close());
            }
        }
        assertEquals("127.0.0.1", address.getHost());
    }

    @Test
    void eachStartHasATokenOfItsOwn() {
        try (DashboardServer second = new DashboardServer(client, Optional.empty(), 0)) {
            assertFalse(URI.create(second.address()).getFragment().equals(address.getFragment()));
        }
    }

    @Test
    void thePageComesWithoutATokenAndForbidsOutsideResources() throws IOException {
        String answer = request("GET /", Map.of("Host", host()), "", 200);
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("default-src 'none'; script-src 'self'"), answer);
        assertTrue(answer.contains("<title>OrderApp releases</title>"), answer);
        assertFalse(
                answer.contains(address.getFragment()),
                "the page must not hold the token: any local process may read it");
    }

    @Test
    void aHostNameOfDnsRebindingIsRefused() throws IOException {
        Map<String, String> rebound =
                Map.of("Host", "evil.example:" + address.getPort(), "Authorization", "Bearer " + address.getFragment());
        assertEquals("403", status("GET /", rebound, ""));
        assertEquals("403", status("GET /api/releases", rebound, ""));
        assertEquals("403", status("POST /api/releases/default/shop/abort", rebound, "7d9f/1"));
    }

    @Test
    void otherPagesAreRefused() throws IOException {
        assertEquals(
                "403", status("POST /api/releases/default/shop/abort", own("Origin", "http://evil.example"), "7d9f/1"));
        assertEquals("403", status("POST /api/releases/default/shop/abort", own("Origin", "null"), "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    @Test
    void requestsWithoutTheTokenNeitherReadNorAct() throws IOException {
        assertEquals("403", status("GET /api/releases", Map.of("Host", host()), ""));
        Map<String, String> wrong = Map.of("Host", host(), "Authorization", "Bearer x");
        assertEquals("403", status("POST /api/releases/default/shop/abort", wrong, "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    @Test
    void actsForItsOwnPage() throws IOException {
        assertEquals(
                "200", status("POST /api/releases/default/shop/abort", own("Origin", "http://" + host()), "7d9f/1"));
        assertEquals(Map.of("orderapp.dev/abort", "7d9f/1"), annotations());
    }

    @Test
    void aReleaseThatHasMovedOnIsNotActedOn() throws IOException {
        assertEquals("409", status("POST /api/releases/default/shop/abort", own(), "4c21/1"));
        assertEquals("409", status("POST /api/releases/default/shop/retry", own(), "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    @Test
    void unknownActionsAreNotFound() throws IOException {
        assertEquals("404", status("POST /api/releases/default/shop/delete", own(), "x"));
        assertEquals("404", status("POST /api/releases/default/../shop/abort", own(), "x"));
        assertEquals("404", status("DELETE /api/releases/default/shop", own(), ""));
    }

    @Test
    void sendsAReleaseAsEvents() throws IOException {
        String stream = request("GET /api/releases/default/shop", own(), "", 16);
        assertTrue(stream.contains("text/event-stream"), stream);
        assertTrue(stream.contains("event: update"), stream);
        assertTrue(stream.contains("\"weight\":30,\"observedWeight\":29"), stream);
        assertTrue(stream.contains("\"abort\":{\"value\":\"7d9f/1\""), stream);
    }

    @Test
    void sendsAnErrorForAReleaseThatDoesNotExist() throws IOException {
        String stream = request("GET /api/releases/default/nothing", own(), "", 16);
        assertTrue(stream.contains("event: error\ndata: {\"message\":\"there is no OrderAppRelease"), stream);
    }
}
