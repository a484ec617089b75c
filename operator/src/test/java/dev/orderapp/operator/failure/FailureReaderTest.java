package dev.orderapp.operator.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of an API server that has a kubelet behind it, and what becomes of its answers. */
class FailureReaderTest {
    private static final String LOG = "/api/v1/namespaces/shop/pods/shop-backend-7d9f-a/log";
    private static final String EVENTS = "/api/v1/namespaces/shop/events";

    private record Answer(int code, String text) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
        answers.put(LOG, new Answer(200, "no pool\n\u001B[31mstopping\u001B[0m\n"));
        answers.put(EVENTS, new Answer(200, "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"items\":[]}"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            Answer answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void theLastLinesOfTheRunThatEndedAreKept() {
        FailedContainer container = read(true).containers().get(0);

        assertEquals(List.of("no pool", "stopping"), container.lines());
        assertEquals(LOG + "?container=app&tailLines=20&limitBytes=65536&previous=true", asked.get(0));
    }

    @Test
    void noLogIsReadWhereTheReleaseSaysSo() {
        FailedContainer container = read(false).containers().get(0);

        assertEquals(List.of(), container.lines());
        assertEquals(137, container.exitCode());
        assertEquals(1, asked.size());
    }

    @Test
    void aLogThatCanNotBeReadIsAskedForOnceAndToldOf() {
        answers.put(LOG, new Answer(500, "{\"kind\":\"Status\",\"message\":\"no node\",\"code\":500}"));
        assertEquals("its log could not be read: no node", problem());

        answers.put(LOG, new Answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden\",\"code\":403}"));
        assertEquals("its log could not be read: the operator has no right to get pods/log here", problem());

        answers.put(LOG, new Answer(404, "{\"kind\":\"Status\",\"message\":\"not found\",\"code\":404}"));
        assertEquals("its log could not be read: the Pod or its node was gone already", problem());

        answers.put(LOG, new Answer(200, "\n"));
        assertEquals("it wrote nothing", problem());
        assertEquals(4, asked.stream().filter(path -> path.startsWith(LOG)).count());
    }

    @Test
    void thatThereWasNoTimeIsTold() {
        nanos.set(Long.MAX_VALUE - 5);
        FailureReader late = new FailureReader(client, () -> nanos.getAndAdd(9_000_000_000L));

        FailedContainer container =
                late.read(attempt(true), List.of(pod("7d9f"))).containers().get(0);

        assertEquals("there was no time left to read its log", container.problem());
    }

    @Test
    void eventsThatCanNotBeReadCostNoLog() {
        answers.put(EVENTS, new Answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden\",\"code\":403}"));

        AttemptFailure failure = read(true);

        assertEquals(
                "the Warning Events could not be read: the operator has no right to list events here",
                failure.problem());
        assertEquals(2, failure.containers().get(0).lines().size());
    }

    private String problem() {
        return read(true).containers().get(0).problem();
    }

    private AttemptFailure read(boolean logs) {
        return new FailureReader(client, nanos::get).read(attempt(logs), List.of(pod("4c21"), pod("7d9f")));
    }

    private static FailureReader.Attempt attempt(boolean logs) {
        return new FailureReader.Attempt("shop", "shop", "7d9f", Instant.EPOCH, logs);
    }

    private static Pod pod(String revision) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("shop-backend-" + revision + "-a")
                .addToLabels(Labels.COMPONENT, "backend")
                .addToLabels(Labels.REVISION, revision)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("app")
                .withRestartCount(1)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(137)
                .withReason("OOMKilled")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
