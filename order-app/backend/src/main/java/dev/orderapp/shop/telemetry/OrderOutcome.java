package dev.orderapp.shop.telemetry;

import org.springframework.http.HttpStatus;

/** How a customer's attempt to order ended, as counted in the metrics. */
enum OrderOutcome {
    /** A new order stands. */
    PLACED,
    /** The same attempt as before: its order stands already. */
    REPEATED,
    /** Too few pieces were left, which is nobody's fault. */
    OUT_OF_STOCK,
    /** Refused for another reason. Customers of a page that works send nothing to refuse, so too many are a fault. */
    REFUSED,
    /** It is our fault. */
    FAILED,
    /** A further refusal or failure of the same customer within a minute. */
    FAILED_AGAIN;

    /** What the status of an answer to {@code POST /api/orders} says. */
    static OrderOutcome of(int status) {
        if (status == HttpStatus.CREATED.value()) {
            return PLACED;
        }
        if (status == HttpStatus.CONFLICT.value()) {
            return OUT_OF_STOCK;
        }
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return FAILED;
        }
        return status >= HttpStatus.BAD_REQUEST.value() ? REFUSED : REPEATED;
    }
}
