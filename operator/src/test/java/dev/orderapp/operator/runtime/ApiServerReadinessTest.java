package dev.orderapp.operator.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerReadinessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger code = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws Exception {
        server = listen(0);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private HttpServer listen(int port) throws Exception {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext("/readyz", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(code.get(), -1);
            exchange.close();
        });
        listening.start();
        return listening;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private CompletableFuture<Void> contact() {
        return CompletableFuture.runAsync(() -> {
            try {
                ApiServerReadiness.await(client);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void anApiServerThatAnswersIsAskedOnce() {
        contact().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();

        assertEquals(1, asked.get());
    }

    @Test
    void oneThatIsAwayIsAwaited() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        CompletableFuture<Void> contact = contact();
        assertFalse(contact.isDone());

        server = listen(port);

        await().atMost(PATIENCE).until(contact::isDone);
        assertFalse(contact.isCompletedExceptionally());
    }

    @Test
    void oneWhoseStoreIsAwayIsAwaited() {
        code.set(500);
        CompletableFuture<Void> contact = contact();
        await().atMost(PATIENCE).until(() -> asked.get() > 2);
        assertFalse(contact.isDone());

        code.set(200);

        await().atMost(PATIENCE).until(contact::isDone);
    }

    @Test
    void oneThatRefusesToTellIsThere() {
        code.set(403);

        contact().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
