package dev.orderapp.shop.telemetry;

import jakarta.servlet.http.HttpServletRequest;

/** Marks a request that was refused for want of the CSRF token, which every page of ours sends along: none of them sent it. */
public final class MissingCsrfToken {

    private static final String ATTRIBUTE = MissingCsrfToken.class.getName();

    private MissingCsrfToken() {}

    /** The request was refused for that reason. */
    public static void mark(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    static boolean isMarked(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
