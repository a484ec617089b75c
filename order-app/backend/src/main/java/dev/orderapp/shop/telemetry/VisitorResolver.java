package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.network.NetworkPrefix;
import dev.orderapp.shop.session.Session;
import dev.orderapp.shop.session.SessionCookie;
import dev.orderapp.shop.telemetry.VisitorSettings.Strangers;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Finds the visitor of a request. Visitors are told apart by what costs something to have: an account of some age, or else a network. Cookies, new accounts and
 * addresses are free, and one stranger may have as many as they like.
 *
 * <p>An order does not make an account old: an order costs nothing here.
 */
@Component
@EnableConfigurationProperties(VisitorSettings.class)
class VisitorResolver {

    private static final String COOKIE = "order_app_visitor";

    /** As the page's server draws it. Anything else is somebody's own invention, and could be long. */
    private static final Pattern DRAWN = Pattern.compile("[0-9a-f]{32}");

    private final SessionCookie session;
    private final VisitorSettings settings;
    private final Clock clock;

    VisitorResolver(SessionCookie session, VisitorSettings settings, Clock clock) {
        this.session = session;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who sent the request. */
    Visitor of(HttpServletRequest request) {
        return session.session(request)
                .filter(this::isOld)
                .map(Session::account)
                .map(customer -> new Visitor("customer " + customer.value()))
                .or(() -> drawn(request).map(cookie -> new Visitor("cookie " + cookie)))
                .orElseGet(() -> new Visitor("network " + NetworkPrefix.of(request.getRemoteAddr())));
    }

    private boolean isOld(Session signedIn) {
        return !signedIn.accountSince().isAfter(clock.instant().minus(settings.accountAge()));
    }

    private Optional<String> drawn(HttpServletRequest request) {
        return Optional.of(settings.strangers())
                .filter(Strangers.COOKIE::equals)
                .map(cookies -> WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .filter(value -> DRAWN.matcher(value).matches());
    }
}
