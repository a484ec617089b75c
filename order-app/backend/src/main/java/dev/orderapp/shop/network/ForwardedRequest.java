package dev.orderapp.shop.network;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as it reached the proxy that handed it on. */
class ForwardedRequest extends HttpServletRequestWrapper {

    private final String address;
    private final boolean secure;

    ForwardedRequest(HttpServletRequest request, String address, boolean secure) {
        super(request);
        this.address = address;
        this.secure = secure;
    }

    @Override
    public String getRemoteAddr() {
        return address;
    }

    /** Never looked up. */
    @Override
    public String getRemoteHost() {
        return address;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getScheme() {
        return secure ? "https" : "http";
    }
}
