package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.attempt.Network;
import dev.orderapp.shop.session.Session;
import dev.orderapp.shop.session.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Tells visitors apart by what costs something to have: an account from before this process, or else a network. Cookies, new
 * accounts and addresses are free, and one stranger may have as many as they like.
 *
 * <p>An order does not make an account old: an order costs nothing here.
 */
@Component
class Visitors {

    /** Who sees a release coming has no time to prepare for it. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final SessionCookie session;
    private final Instant old;

    Visitors(SessionCookie session) {
        this.session = session;
        this.old = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                .minus(MARGIN);
    }

    /** Who sent the request. */
    Visitor of(HttpServletRequest request) {
        return session.session(request)
                .filter(signedIn -> signedIn.accountSince().isBefore(old))
                .map(Session::customer)
                .map(customer -> new Visitor("customer " + customer.value()))
                .orElseGet(() -> new Visitor("network " + Network.of(request.getRemoteAddr())));
    }
}
