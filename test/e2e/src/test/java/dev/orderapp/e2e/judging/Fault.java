package dev.orderapp.e2e.judging;

import dev.orderapp.e2e.shop.Records.Request;
import java.util.function.Predicate;

/** What a version does wrong, as its visitors notice it. */
enum Fault {
    NONE(request -> false),
    ERRORS(Request::failed),
    SLOWNESS(request -> "api".equals(request.kind()) && request.ms() > 500),
    REFUSED_ORDERS(request -> request.failed() && request.name().equals("POST /api/orders")),
    BROKEN_PAGE(request -> "page".equals(request.kind()) && request.failed());

    private final Predicate<Request> seen;

    Fault(Predicate<Request> seen) {
        this.seen = seen;
    }

    boolean in(Request request) {
        return seen.test(request);
    }
}
