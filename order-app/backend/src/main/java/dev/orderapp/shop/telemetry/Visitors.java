package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.session.SessionCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Tells visitors apart: by their account, else by the random cookie that the page's server gives, else by address. */
@Component
class Visitors {

    private static final String COOKIE = "order_app_visitor";

    /** As the page's server draws it. Anything else is somebody's own invention, and could be long. */
    private static final Pattern DRAWN = Pattern.compile("[0-9a-f]{32}");

    private final SessionCookie session;

    Visitors(SessionCookie session) {
        this.session = session;
    }

    /** Who sent the request. */
    Visitor of(HttpServletRequest request) {
        return session.read(request)
                .map(customer -> new Visitor("customer " + customer.value()))
                .or(() -> cookieOf(request).map(drawn -> new Visitor("cookie " + drawn)))
                .orElseGet(() -> new Visitor("address " + request.getRemoteAddr()));
    }

    private static Optional<String> cookieOf(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .filter(value -> DRAWN.matcher(value).matches());
    }
}
