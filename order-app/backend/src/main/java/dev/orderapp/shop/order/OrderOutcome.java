package dev.orderapp.shop.order;

/** How an attempt to order ended, as counted in the metrics. */
enum OrderOutcome {
    /** A new order stands. */
    PLACED,
    /** The same attempt as before: its order stands already. */
    REPEATED,
    /** Too few pieces were left. */
    OUT_OF_STOCK,
    /** The request can't be fulfilled by anybody: an unknown product, or a key that was used for something else. */
    REFUSED,
    /** It is our fault. */
    FAILED
}
