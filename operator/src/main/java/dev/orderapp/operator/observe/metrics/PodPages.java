package dev.orderapp.operator.observe.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches metrics pages from Pods, all at once, each within the same short time: a slow or dead Pod costs the others nothing.
 *
 * <p>Connections are kept between looks. No redirect and no proxy is followed: a Pod must not be able to send the operator elsewhere.
 */
public final class PodPages implements Pages, AutoCloseable {
    private static final int THREADS = 2;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Duration limit;
    private final ExecutorService executor;
    private final HttpClient client;

    /** @param limit from the request to the end of the page */
    public PodPages(Duration limit) {
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "metrics-pages-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limit)
                .build();
    }

    @Override
    public Map<URI, Page> fetch(Map<URI, Set<Selector>> wanted) {
        Map<URI, CompletableFuture<Page>> asked = new HashMap<>();
        wanted.forEach((address, selectors) -> asked.put(address, fetch(address, selectors)));
        Map<URI, Page> pages = new HashMap<>();
        asked.forEach((address, page) -> pages.put(address, page.join()));
        return pages;
    }

    /** Never completes exceptionally, and always within the limit. */
    private CompletableFuture<Page> fetch(URI address, Set<Selector> selectors) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/plain;version=0.0.4")
                .header("User-Agent", "orderapp-operator")
                .timeout(limit)
                .build();
        CompletableFuture<HttpResponse<Page>> exchange =
                client.sendAsync(request, head -> new PageBody(head.statusCode(), new PageSums(selectors, MAX_BYTES)));
        // The request's own limit ends with the headers; a body that trickles needs this one.
        CompletableFuture<Page> page = exchange.thenApply(HttpResponse::body)
                .exceptionally(this::unreadable)
                .completeOnTimeout(late(), limit.toMillis(), TimeUnit.MILLISECONDS);
        return page.whenComplete((result, never) -> exchange.cancel(true));
    }

    private Page unreadable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof HttpTimeoutException
                ? late()
                : new Page.Unreadable("its metrics page can't be read: " + Excerpt.of(String.valueOf(cause)));
    }

    private Page late() {
        return new Page.Unreadable("its metrics page did not arrive within " + limit.toMillis() + " ms");
    }

    /** Ends the threads; what is being fetched comes to nothing. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
