package dev.orderapp.operator.metrics.exposition;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Fetches metrics pages. */
public interface Pages {
    /**
     * Fetches all pages side by side.
     *
     * @param wanted per address, what is selected on the page
     * @return an answer for each address, within a time limit and never exceptionally
     */
    CompletableFuture<Map<URI, Page>> fetch(Map<URI, Set<Selector>> wanted);
}
