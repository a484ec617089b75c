package dev.orderapp.shop.telemetry;

/** How a request to the API ended, as counted in the metrics. */
enum RequestOutcome {
    /** An answer that is no fault of ours. */
    OK,
    /** It is our fault: a status of 500 or above. */
    ERROR,
    /** A further error or hang of the same visitor within a minute. */
    ERROR_AGAIN,
    /** No answer for {@link RequestMetrics#PATIENCE}. */
    HANGING
}
