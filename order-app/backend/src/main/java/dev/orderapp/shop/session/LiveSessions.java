package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.Customers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sessions that go on. The database is asked at each request: signing out ends one at once, and a changed password all that
 * began before, whoever has their cookies.
 */
@Component
public class LiveSessions {

    private final SessionCookie cookie;
    private final Customers customers;
    private final EndedSessions ended;

    LiveSessions(SessionCookie cookie, Customers customers, EndedSessions ended) {
        this.cookie = cookie;
        this.customers = customers;
        this.ended = ended;
    }

    /** Who is signed in, if the session that the request claims goes on. */
    public Optional<Customer> customer(HttpServletRequest request) {
        return cookie.session(request)
                .filter(session -> cookie.token(request).filter(ended::contains).isEmpty())
                .flatMap(session -> customers.find(session.customer(), session.epoch()));
    }
}
