package dev.orderapp.shop.telemetry;

import jakarta.servlet.http.HttpServletRequest;

/** Marks a request that was refused since it lacks what every page of ours sends along: whoever sent it, it was none of them. */
public final class Unconfirmed {

    private static final String ATTRIBUTE = Unconfirmed.class.getName();

    private Unconfirmed() {}

    /** The request was refused for that reason. */
    public static void mark(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    static boolean is(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
