package dev.orderapp.shop.telemetry;

/** How a request to the API ended, as counted in the metrics. */
enum RequestOutcome {
    /** An answer that is no fault of ours. */
    OK,
    /** A further one, beyond what counts of one visitor within a minute. */
    OK_AGAIN,
    /** Refused before it reached any part of the shop: no page of ours sends such, so it says nothing about a release. */
    FOREIGN,
    /** It is our fault: a status of 500 or above. */
    ERROR,
    /** A further error or hang of the same visitor, beyond what counts. */
    ERROR_AGAIN,
    /** No answer for {@link RequestMetrics#CLIENT_TIMEOUT}. */
    HANGING
}
