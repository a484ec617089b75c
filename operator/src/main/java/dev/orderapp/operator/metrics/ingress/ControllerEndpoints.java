package dev.orderapp.operator.metrics.ingress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Finds the metrics pages of all replicas of the ingress controller: every address that a host name has is one. */
public final class ControllerEndpoints implements AutoCloseable {
    private final List<URI> pages;
    private final Resolver resolver;
    private final Duration limit;
    private final Map<String, CompletableFuture<Found>> underway = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "ingress-replicas");
        thread.setDaemon(true);
        return thread;
    });

    /** Tells all addresses of a host, as {@link InetAddress#getAllByName} does. */
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Finds.
     *
     * @param pages as the operator was told, with host names or addresses
     * @param resolver asks the DNS
     * @param limit how long a look waits for it
     */
    public ControllerEndpoints(List<URI> pages, Resolver resolver, Duration limit) {
        this.pages = List.copyOf(pages);
        this.resolver = resolver;
        this.limit = limit;
    }

    /** What came of asking. */
    sealed interface Found {
        /** The pages, by address. */
        record Pages(Set<URI> addresses) implements Found {}

        /** Why there are none, in a sentence. One host less would be a replica less, so it takes the others with it. */
        record Nothing(String problem) implements Found {}
    }

    /** Completes within the limit and never exceptionally. */
    CompletableFuture<Found> find() {
        List<CompletableFuture<Found>> asked = pages.stream().map(this::find).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(all -> {
            Set<URI> addresses = new TreeSet<>();
            for (CompletableFuture<Found> one : asked) {
                if (one.join() instanceof Found.Pages found) {
                    addresses.addAll(found.addresses());
                } else {
                    return one.join();
                }
            }
            return new Found.Pages(addresses);
        });
    }

    /** A DNS that doesn't answer blocks a thread for long: one question per host at a time is enough for all releases. */
    private CompletableFuture<Found> find(URI page) {
        CompletableFuture<Found> question = underway.computeIfAbsent(
                page.toString(), first -> CompletableFuture.supplyAsync(() -> ask(page), threads));
        question.whenComplete((found, never) -> underway.remove(page.toString(), question));
        return question.copy()
                .completeOnTimeout(
                        new Found.Nothing("the addresses of " + page.getHost() + " were not found within "
                                + limit.toMillis() + " ms"),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private Found ask(URI page) {
        try {
            Set<URI> addresses = new TreeSet<>();
            for (InetAddress address : resolver.resolve(page.getHost())) {
                addresses.add(new URI(
                        page.getScheme(),
                        null,
                        address.getHostAddress(),
                        page.getPort(),
                        page.getPath(),
                        page.getQuery(),
                        null));
            }
            return new Found.Pages(addresses);
        } catch (UnknownHostException | URISyntaxException e) {
            return new Found.Nothing("the host " + page.getHost() + " of the ingress controller's metrics is unknown");
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
