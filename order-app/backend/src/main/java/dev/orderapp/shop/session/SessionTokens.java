package dev.orderapp.shop.session;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.settings.ShopSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * Signed proof of who is signed in, until when. Any process with the key can check it, of whatever version, so that a
 * visitor stays signed in when a release moves them. It carries a customer's number and no personal data.
 */
@Component
class SessionTokens {

    /** The release before knows none: its tokens are of the first, and it lets those of any other pass. */
    private static final String EPOCH = "epoch";

    /** Seconds since 1970. The release before names none: such an account counts as new. */
    private static final String ACCOUNT_SINCE = "account_since";

    /** Makes two tokens of one second differ: each is ended by itself. */
    private static final String ID = "jti";

    private final SignedTokens tokens;

    SessionTokens(ShopSettings settings, Clock clock) {
        this.tokens = new SignedTokens(settings.sessionKeyBytes(), "order-app", settings.sessionLifetime(), clock);
    }

    /** A token that proves from now on, for the lifetime of a session, that its bearer is that customer. */
    String issue(Session session) {
        return tokens.issue(
                Long.toString(session.account().value()),
                Map.of(
                        EPOCH,
                        session.epoch(),
                        ACCOUNT_SINCE,
                        session.accountSince().getEpochSecond(),
                        ID,
                        UUID.randomUUID().toString()));
    }

    /** The bearer's session; empty if the token is forged, expired or none of ours. */
    Optional<Session> read(String token) {
        return tokens.read(token)
                .map(jwt ->
                        new Session(new AccountId(Long.parseLong(jwt.getSubject())), epoch(jwt), accountSince(jwt)));
    }

    private static int epoch(Jwt jwt) {
        return jwt.getClaim(EPOCH) instanceof Number epoch ? epoch.intValue() : 0;
    }

    private static Instant accountSince(Jwt jwt) {
        return jwt.getClaim(ACCOUNT_SINCE) instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.MAX;
    }
}
