package dev.orderapp.shop.telemetry;

import jakarta.servlet.ServletRequest;

/** The id under which the log speaks of a request. */
public final class RequestId {

    static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The id that the request was given when it arrived. */
    public static String of(ServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }
}
