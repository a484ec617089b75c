package dev.orderapp.operator.metrics.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.metrics.ingress.ControllerEndpoints.Lookup;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControllerEndpointsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static InetAddress[] addresses(String... addresses) throws UnknownHostException {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
        }
        return found;
    }

    @Test
    void everyAddressOfAHostIsAPage() {
        List<URI> pages = List.of(URI.create("http://a:9100/metrics?x=1"), URI.create("http://b/metrics"));
        try (ControllerEndpoints replicas = new ControllerEndpoints(
                pages,
                host -> host.equals("a") ? addresses("10.0.0.1", "fd00::1") : addresses("10.0.0.3", "10.0.0.3"),
                LONG)) {
            Lookup found = replicas.lookUp().join();

            assertEquals(
                    new Lookup.Pages(Set.of(
                            URI.create("http://10.0.0.1:9100/metrics?x=1"),
                            URI.create("http://[fd00:0:0:0:0:0:0:1]:9100/metrics?x=1"),
                            URI.create("http://10.0.0.3/metrics"))),
                    found);
        }
    }

    /** A replica less would be events less. */
    @Test
    void oneUnknownHostLeavesNothing() {
        List<URI> pages = List.of(URI.create("http://a/metrics"), URI.create("http://b/metrics"));
        try (ControllerEndpoints replicas = new ControllerEndpoints(
                pages,
                host -> {
                    if (host.equals("a")) {
                        return addresses("10.0.0.1");
                    }
                    throw new UnknownHostException(host);
                },
                LONG)) {
            assertEquals(
                    new Lookup.Failed("the host b of the ingress controller's metrics is unknown"),
                    replicas.lookUp().join());
        }
    }

    @Test
    void aDnsThatDoesNotAnswerIsAskedOnceAndDelaysNobody() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (ControllerEndpoints replicas = new ControllerEndpoints(
                List.of(URI.create("http://a/metrics")),
                host -> {
                    asked.incrementAndGet();
                    awaited(answer);
                    return addresses("10.0.0.1");
                },
                Duration.ofMillis(50))) {
            Lookup late = new Lookup.Failed("the addresses of a were not found within 50 ms");
            for (int measurement = 0; measurement < 5; measurement++) {
                assertEquals(late, replicas.lookUp().join());
            }
            assertEquals(1, asked.get());

            CompletableFuture<Lookup> next = replicas.lookUp();
            answer.countDown();
            next.join();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
