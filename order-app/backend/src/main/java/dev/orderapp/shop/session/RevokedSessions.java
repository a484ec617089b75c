package dev.orderapp.shop.session;

import dev.orderapp.shop.database.DatabaseTime;
import dev.orderapp.shop.digest.Sha256;
import dev.orderapp.shop.settings.ShopSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
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
                .params(Sha256.of(token), now().plus(lifetime).plusMinutes(1))
                .update();
    }

    /** Whether the session of that token was revoked. */
    boolean contains(String token) {
        return !jdbc.sql("SELECT 1 FROM ended_session WHERE token = ?")
                .param(Sha256.of(token))
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
        return DatabaseTime.now(clock);
    }
}
