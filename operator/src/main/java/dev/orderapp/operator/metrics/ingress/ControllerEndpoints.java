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
    private final Map<String, CompletableFuture<Lookup>> pending = new ConcurrentHashMap<>();
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
     * @param pages as the operator was told, with host names or addresses
     * @param resolver asks the DNS
     * @param limit how long a measurement waits for it
     */
    public ControllerEndpoints(List<URI> pages, Resolver resolver, Duration limit) {
        this.pages = List.copyOf(pages);
        this.resolver = resolver;
        this.limit = limit;
    }

    /** What came of asking the DNS. */
    sealed interface Lookup {
        /** The pages, by address. */
        record Pages(Set<URI> addresses) implements Lookup {}

        /** Why there are none, in a sentence. One host less would be a replica less, so the others are not used either. */
        record Failed(String problem) implements Lookup {}
    }

    /** Completes within the limit and never exceptionally. */
    CompletableFuture<Lookup> lookUp() {
        List<CompletableFuture<Lookup>> lookups =
                pages.stream().map(this::lookUp).toList();
        return CompletableFuture.allOf(lookups.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Set<URI> addresses = new TreeSet<>();
                    for (CompletableFuture<Lookup> one : lookups) {
                        if (one.join() instanceof Lookup.Pages found) {
                            addresses.addAll(found.addresses());
                        } else {
                            return one.join();
                        }
                    }
                    return new Lookup.Pages(addresses);
                });
    }

    /** A DNS that doesn't answer blocks a thread for long: one question per host at a time is enough for all releases. */
    private CompletableFuture<Lookup> lookUp(URI page) {
        CompletableFuture<Lookup> lookup = pending.computeIfAbsent(
                page.toString(), first -> CompletableFuture.supplyAsync(() -> resolve(page), threads));
        lookup.whenComplete((found, never) -> pending.remove(page.toString(), lookup));
        return lookup.copy()
                .completeOnTimeout(
                        new Lookup.Failed("the addresses of " + page.getHost() + " were not found within "
                                + limit.toMillis() + " ms"),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private Lookup resolve(URI page) {
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
            return new Lookup.Pages(addresses);
        } catch (UnknownHostException | URISyntaxException e) {
            return new Lookup.Failed("the host " + page.getHost() + " of the ingress controller's metrics is unknown");
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
