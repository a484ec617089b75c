package dev.orderapp.simulation;

import dev.orderapp.e2e.shop.LoadRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/** One visitor: opens the page and calls the API from it, request by request. */
final class Visit {
    private final long at;
    private final boolean lingering;
    private final OptionalInt bucket;
    private final List<String> apiRevisions = new ArrayList<>();
    private String pageRevision = "";
    private int requests;

    /**
     * A visitor who comes now.
     *
     * @param at milliseconds since 1970
     * @param bucket from an earlier visit, 0 to 99
     * @param lingering whether the page is left open for long before the order
     */
    Visit(long at, OptionalInt bucket, boolean lingering) {
        this.at = at;
        this.bucket = bucket;
        this.lingering = lingering;
    }

    OptionalInt bucket() {
        return bucket;
    }

    boolean isLingering() {
        return lingering;
    }

    /** How many requests it has sent. */
    int requests() {
        return requests;
    }

    /** Revision of the page that is open; empty before there is one. */
    String pageRevision() {
        return pageRevision;
    }

    /** The page was loaded; an empty revision if there was none. */
    void opened(String revision) {
        requests++;
        pageRevision = revision;
    }

    /** The API answered, or nobody did: an empty revision. */
    void called(String revision) {
        requests++;
        if (!revision.isEmpty() && (apiRevisions.isEmpty() || !last().equals(revision))) {
            apiRevisions.add(revision);
        }
    }

    private String last() {
        return apiRevisions.get(apiRevisions.size() - 1);
    }

    /** Mixed if the API went back to a revision that it had left, as the shoppers of {@code order-app/load} count it. */
    LoadRecords.Visit ended(long until) {
        boolean mixed = new HashSet<>(apiRevisions).size() < apiRevisions.size();
        boolean followed = !mixed && apiRevisions.stream().anyMatch(revision -> !revision.equals(pageRevision));
        return new LoadRecords.Visit(at, until, lingering, pageRevision, mixed, followed);
    }
}
