package dev.orderapp.shop.account;

import dev.orderapp.shop.database.DatabaseTime;
import dev.orderapp.shop.digest.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Tokens that a letter carries to the owner of an address. Each is random, good once, and for a while. */
@Repository
public class AccountTokens {

    private static final int BYTES = 32;

    /** What its holder may do. The names stand in the database. */
    public enum Purpose {
        RESET_PASSWORD(Duration.ofHours(1)),
        CONFIRM_EMAIL(Duration.ofDays(3));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    AccountTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new token, as an address can hold it. */
    public String issue(AccountId account, Purpose purpose) {
        String token = RandomText.of(BYTES);
        jdbc.sql("INSERT INTO account_token (token, customer_id, purpose, expires_at) VALUES (?, ?, ?, ?)")
                .params(Sha256.of(token), account.value(), purpose.name(), now().plus(purpose.lifetime))
                .update();
        return token;
    }

    /** Whose it is; empty if it was never issued, was used, or has expired. */
    Optional<AccountId> find(String token, Purpose purpose) {
        return jdbc.sql("SELECT customer_id FROM account_token WHERE token = ? AND purpose = ? AND expires_at > ?")
                .params(Sha256.of(token), purpose.name(), now())
                .query(Long.class)
                .optional()
                .map(AccountId::new);
    }

    /**
     * Uses it up, and all others of the account for the same purpose.
     *
     * @return whether it could still be used: of several who try at the same time one can
     */
    boolean use(String token, AccountId account, Purpose purpose) {
        boolean used = jdbc.sql("DELETE FROM account_token WHERE token = ? AND purpose = ? AND expires_at > ?")
                        .params(Sha256.of(token), purpose.name(), now())
                        .update()
                == 1;
        if (used) {
            revoke(account, purpose);
        }
        return used;
    }

    /** Makes all of the account for that purpose good no more. */
    void revoke(AccountId account, Purpose purpose) {
        jdbc.sql("DELETE FROM account_token WHERE customer_id = ? AND purpose = ?")
                .params(account.value(), purpose.name())
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void deleteExpired() {
        jdbc.sql("DELETE FROM account_token WHERE expires_at <= ?").param(now()).update();
    }

    private LocalDateTime now() {
        return DatabaseTime.now(clock);
    }
}
