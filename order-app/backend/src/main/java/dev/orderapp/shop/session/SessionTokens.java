package dev.orderapp.shop.session;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.settings.ShopSettings;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signed proof of who is signed in, until when. Any process with the key can check it, of whatever version, so that a
 * visitor stays signed in when a release moves them. It carries a customer's number and no personal data, and can't be
 * called back before it ends.
 */
@Component
class SessionTokens {

    private final SignedTokens tokens;

    SessionTokens(ShopSettings settings, Clock clock) {
        this.tokens = new SignedTokens(settings.sessionKeyBytes(), "order-app", settings.sessionLifetime(), clock);
    }

    /** A token that proves from now on, for the lifetime of a session, that its bearer is that customer. */
    String issue(CustomerId customer) {
        return tokens.issue(Long.toString(customer.value()));
    }

    /** Who the bearer is; empty if the token is forged, expired or none of ours. */
    Optional<CustomerId> read(String token) {
        return tokens.read(token).map(subject -> new CustomerId(Long.parseLong(subject)));
    }
}
