package dev.orderapp.shop.session;

import dev.orderapp.shop.settings.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Sessions that were revoked by signing out. A copy of the cookie is worth nothing from then on, in whatever Pod. */
@Repository
class RevokedSessions {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration lifetime;

    RevokedSessions(JdbcClient jdbc, Clock clock, ShopSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lifetime = settings.sessionLifetime();
    }

    /** Revokes the session of that token. */
    void revoke(String token) {
        // A little longer than any token lasts: clocks differ.
        jdbc.sql("INSERT IGNORE INTO ended_session (token, forgotten_at) VALUES (?, ?)")
                .params(hash(token), now().plus(lifetime).plusMinutes(1))
                .update();
    }

    /** Whether the session of that token was revoked. */
    boolean contains(String token) {
        return !jdbc.sql("SELECT 1 FROM ended_session WHERE token = ?")
                .param(hash(token))
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void deleteExpired() {
        jdbc.sql("DELETE FROM ended_session WHERE forgotten_at <= ?")
                .param(now())
                .update();
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock.withZone(ZoneOffset.UTC));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
