package dev.orderapp.shop.body;

import jakarta.servlet.http.HttpServletRequest;

/** Tells whoever measures a request when all of it is here: time before that is its sender's. */
public final class BodyArrival {

    private static final String LISTENER = BodyArrival.class.getName();

    private BodyArrival() {}

    /** Runs that once the body is here, or the request has none; never, if it does not come or is read while it comes. */
    public static void listen(HttpServletRequest request, Runnable listener) {
        request.setAttribute(LISTENER, listener);
    }

    static void tell(HttpServletRequest request) {
        if (request.getAttribute(LISTENER) instanceof Runnable listener) {
            listener.run();
        }
    }
}
