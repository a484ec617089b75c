package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.Truncated;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Fetches metrics pages by HTTP, up to a size, and keeps only what is wanted of them. */
public final class HttpPages implements Pages {
    private static final int MEBIBYTE = 1024 * 1024;

    private final BoundedHttpClient http;
    private final int maxBytes;

    /**
     * @param http limits the time
     * @param mebibytes longest page
     */
    public HttpPages(BoundedHttpClient http, int mebibytes) {
        this.http = http;
        this.maxBytes = mebibytes * MEBIBYTE;
    }

    @Override
    public CompletableFuture<Map<URI, Page>> fetch(Map<URI, Set<Selector>> wanted) {
        Map<URI, CompletableFuture<Page>> fetches = new HashMap<>();
        wanted.forEach((address, selectors) -> fetches.put(address, fetch(address, selectors)));
        return CompletableFuture.allOf(fetches.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<URI, Page> pages = new HashMap<>();
                    fetches.forEach((address, page) -> pages.put(address, page.join()));
                    return pages;
                });
    }

    private CompletableFuture<Page> fetch(URI address, Set<Selector> selectors) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(address).header("Accept", "text/plain;version=0.0.4");
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new Page.Unreadable(
                    "its metrics page has no address that can be asked: " + Truncated.of(e.getMessage())));
        }
        return http.send(
                request,
                head -> new PageBody(head, new PageReader(selectors, maxBytes)),
                problem -> new Page.Unreadable("its metrics page " + problem));
    }
}
