package dev.orderapp.shop.telemetry;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** How a customer's attempt to order ended, as counted in the metrics. */
enum OrderOutcome {
    /** A new order stands. */
    PLACED,
    /** A further one, beyond what counts of one customer within a minute. */
    PLACED_AGAIN,
    /** The same attempt as before: its order stands already. */
    REPEATED,
    /** Too few pieces were left, which is nobody's fault. */
    OUT_OF_STOCK,
    /** Refused for what was sent, which anybody may send at will. */
    DECLINED,
    /** Refused for no such reason. Customers of a page that works send nothing to refuse, so too many are a fault. */
    REFUSED,
    /** It is our fault. */
    FAILED,
    /** A further refusal or failure of the same customer, beyond what counts. */
    FAILED_AGAIN;

    /** What is said about the request itself, rather than about who may do what. */
    private static final Set<HttpStatus> ABOUT_THE_REQUEST = EnumSet.of(
            HttpStatus.BAD_REQUEST,
            HttpStatus.UNAUTHORIZED,
            HttpStatus.METHOD_NOT_ALLOWED,
            HttpStatus.NOT_ACCEPTABLE,
            HttpStatus.REQUEST_TIMEOUT,
            HttpStatus.LENGTH_REQUIRED,
            HttpStatus.CONTENT_TOO_LARGE,
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            HttpStatus.EXPECTATION_FAILED,
            HttpStatus.UNPROCESSABLE_CONTENT,
            HttpStatus.TOO_MANY_REQUESTS);

    /**
     * What the status of an answer to {@code POST /api/orders} says.
     *
     * @param missingCsrfToken whether the request came without the token that every page of ours sends
     */
    static OrderOutcome of(int status, boolean missingCsrfToken) {
        if (status == HttpStatus.CREATED.value()) {
            return PLACED;
        }
        if (status == HttpStatus.CONFLICT.value()) {
            return OUT_OF_STOCK;
        }
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return FAILED;
        }
        if (status < HttpStatus.BAD_REQUEST.value()) {
            return REPEATED;
        }
        return missingCsrfToken || ABOUT_THE_REQUEST.contains(HttpStatus.resolve(status)) ? DECLINED : REFUSED;
    }
}
