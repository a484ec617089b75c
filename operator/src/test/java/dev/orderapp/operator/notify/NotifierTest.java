package dev.orderapp.operator.notify;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers get, and what becomes of notifications that they do not take. */
class NotifierTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private static final OrderAppRelease RELEASE = Serialization.unmarshal("""
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {namespace: store, name: shop, uid: u-1, generation: 3}
            spec:
              backend: {image: example.com/backend:2}
              frontend: {image: example.com/frontend:2}
            """, OrderAppRelease.class);

    private record Post(String contentType, String authorization, String body) {
        private JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<String> fates = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;
    private Notifier notifier;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                posts.add(new Post(
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(
                        Optional.ofNullable(statuses.poll()).orElse(200), -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        notifier.close();
        server.stop(0);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private void sendingTo(Receiver... receivers) {
        notifier = new Notifier(List.of(receivers), Duration.ofMillis(1), (name, fate) -> fates.add(name + " " + fate));
    }

    private Receiver receiver(Format format) {
        return new Receiver("team", url(), format, EventFilter.Steps, Set.of(), Optional.empty());
    }

    private void decided(EventNote.Kind kind, String reason, String message) {
        notifier.send(RELEASE, new EventNote(kind, reason, message), AT);
    }

    private void awaitFates(String... expected) {
        await().until(() -> fates.size() >= expected.length);
        assertEquals(List.of(expected), fates);
    }

    @Test
    void slackGetsALineOfTextInWhichNothingIsALink() throws IOException {
        sendingTo(receiver(Format.Slack));
        decided(EventNote.Kind.Warning, "RolledBack", "canary <b> & worse");

        awaitFates("team sent");
        assertEquals("application/json", posts.get(0).contentType());
        assertEquals(
                ":warning: *store/shop* RolledBack: canary &lt;b&gt; &amp; worse",
                posts.get(0).json().path("text").asText());
    }

    @Test
    void aCloudEventSaysWhichReleaseAndWhatItAsksFor() throws IOException {
        sendingTo(new Receiver(
                "team", url(), Format.CloudEvents, EventFilter.Steps, Set.of(), Optional.of("Bearer token")));
        decided(EventNote.Kind.Normal, "Promoted", "revision x serves everybody");

        awaitFates("team sent");
        Post post = posts.get(0);
        assertEquals("application/cloudevents+json; charset=UTF-8", post.contentType());
        assertEquals("Bearer token", post.authorization());
        assertFalse(post.json().path("id").asText().isEmpty());
        JsonNode expected = new ObjectMapper().readTree("""
                {"specversion": "1.0", "source": "/apis/orderapp.dev/v1/namespaces/store/orderappreleases/shop",
                 "type": "dev.orderapp.release.Promoted", "time": "2026-03-01T12:00:00Z", "datacontenttype": "application/json",
                 "data": {"namespace": "store", "release": "shop", "uid": "u-1", "generation": 3, "backend": "example.com/backend:2",
                  "frontend": "example.com/frontend:2", "reason": "Promoted", "warning": false, "message": "revision x serves everybody"}}
                """);
        assertEquals(expected, ((ObjectNode) post.json()).without("id"));
    }

    @Test
    void aReceiverThatIsAwayIsToldAgainAndTheSameAndInOrder() {
        statuses.addAll(List.of(503, 429, 500));
        sendingTo(receiver(Format.CloudEvents));
        decided(EventNote.Kind.Normal, "StepStarted", "30 %");
        decided(EventNote.Kind.Normal, "Promoted", "all");

        awaitFates("team sent", "team sent");
        assertEquals(5, posts.size());
        assertEquals(1, Set.copyOf(posts.subList(0, 4)).size());
        assertTrue(posts.get(4).body().contains("Promoted"));
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        statuses.add(404);
        sendingTo(receiver(Format.Slack));
        decided(EventNote.Kind.Normal, "Promoted", "all");

        awaitFates("team dropped");
        assertEquals(1, posts.size());
    }

    @Test
    void whoStaysAwayIsGivenUpAndTheNextNotificationTried() {
        IntStream.range(0, 12).forEach(i -> statuses.add(503));
        sendingTo(receiver(Format.Slack));
        decided(EventNote.Kind.Normal, "StepStarted", "30 %");
        decided(EventNote.Kind.Normal, "Promoted", "all");

        awaitFates("team dropped", "team sent");
        assertEquals(13, posts.size());
    }

    @Test
    void whoIsAwayDelaysNobodyElse() {
        Receiver away = new Receiver(
                "away", URI.create("http://127.0.0.1:1/"), Format.Slack, EventFilter.All, Set.of(), Optional.empty());
        notifier = new Notifier(
                List.of(away, receiver(Format.Slack)),
                Duration.ofHours(1),
                (name, fate) -> fates.add(name + " " + fate));
        decided(EventNote.Kind.Normal, "Promoted", "all");

        awaitFates("team sent");
    }

    @Test
    void everybodyHearsOnlyOfWhatTheyAskedFor() {
        sendingTo(
                new Receiver("outcomes", url(), Format.Slack, EventFilter.Outcomes, Set.of(), Optional.empty()),
                new Receiver("elsewhere", url(), Format.Slack, EventFilter.All, Set.of("other"), Optional.empty()));
        decided(EventNote.Kind.Normal, "StepStarted", "30 %");
        decided(EventNote.Kind.Warning, "AnalysisFailed", "worse");
        decided(EventNote.Kind.Warning, "RolledBack", "worse");

        awaitFates("outcomes sent");
        assertTrue(posts.get(0).body().contains("RolledBack"));
    }
}
