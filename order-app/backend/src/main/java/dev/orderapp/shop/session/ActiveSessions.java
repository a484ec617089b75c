package dev.orderapp.shop.session;

import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sessions that go on. The database is asked at each request: signing out ends one at once, and a changed password all that
 * began before, whoever has their cookies.
 */
@Component
public class ActiveSessions {

    private final SessionCookie cookie;
    private final Accounts accounts;
    private final RevokedSessions revoked;

    ActiveSessions(SessionCookie cookie, Accounts accounts, RevokedSessions revoked) {
        this.cookie = cookie;
        this.accounts = accounts;
        this.revoked = revoked;
    }

    /** Who is signed in, if the session that the request claims goes on. */
    public Optional<AccountHolder> accountHolder(HttpServletRequest request) {
        return cookie.session(request)
                .filter(session ->
                        cookie.token(request).filter(revoked::contains).isEmpty())
                .flatMap(session -> accounts.find(session.account(), session.epoch()));
    }
}
