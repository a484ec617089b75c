package dev.orderapp.operator.observe.metrics;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Fetches metrics pages. */
interface Pages {
    /**
     * Fetches all pages side by side.
     *
     * @param wanted per address, what is to be picked from the page
     * @return an answer for each address
     */
    Map<URI, Page> fetch(Map<URI, Set<Selector>> wanted);
}
