package dev.orderapp.shop.session;

import dev.orderapp.shop.settings.ShopSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The cookie that carries a session token. */
@Component
public class SessionCookie {

    static final String NAME = "order_app_session";

    private static final String SENDER = SessionCookie.class.getName() + ".sender";

    private final SessionTokens tokens;
    private final Duration lifetime;

    SessionCookie(SessionTokens tokens, ShopSettings settings) {
        this.tokens = tokens;
        this.lifetime = settings.sessionLifetime();
    }

    /** Signs that customer in. */
    ResponseCookie of(Session session, HttpServletRequest request) {
        return cookie(tokens.issue(session), lifetime, request);
    }

    /** Makes the browser forget the session. */
    ResponseCookie removal(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /**
     * The session that the request claims, whether or not it was ended since; empty without a cookie or with an invalid one.
     * The signature is checked once per request.
     */
    public Optional<Session> session(HttpServletRequest request) {
        if (request.getAttribute(SENDER) instanceof Sender known) {
            return known.session();
        }
        Optional<Session> session = check(request);
        request.setAttribute(SENDER, new Sender(session));
        return session;
    }

    /** The token that the request brings, of whatever worth. */
    Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, NAME)).map(Cookie::getValue);
    }

    private Optional<Session> check(HttpServletRequest request) {
        return token(request).flatMap(tokens::read);
    }

    private static ResponseCookie cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }

    private record Sender(Optional<Session> session) {}
}
