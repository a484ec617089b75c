package dev.orderapp.shop.attempt;

import dev.orderapp.shop.settings.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what must not be tried too often, for all Pods together. A subject that reached its limit is refused until the
 * window that began with its first attempt is over, and what is refused does not count: nobody is shut out for good.
 */
@Component
public class Attempts {

    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final String ALGORITHM = "HmacSHA256";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecretKeySpec key;

    Attempts(JdbcClient jdbc, Clock clock, ShopSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = new SecretKeySpec(settings.sessionKeyBytes(), ALGORITHM);
    }

    /**
     * Lets through who is below the limit.
     *
     * @return whether anything was counted for the subject
     * @throws TooManyAttemptsException if the subject has reached the limit
     */
    public boolean requireBelow(Limit limit, String subject) {
        LocalDateTime now = now();
        Optional<Counted> counted = jdbc.sql(
                        "SELECT attempts, forgotten_at FROM attempt WHERE subject = ? AND forgotten_at > ?")
                .params(hash(limit, subject), now)
                .query((row, n) ->
                        new Counted(row.getInt("attempts"), row.getObject("forgotten_at", LocalDateTime.class)))
                .optional();
        counted.filter(known -> known.attempts() >= limit.max()).ifPresent(known -> {
            throw new TooManyAttemptsException(Duration.between(now, known.forgottenAt()));
        });
        return counted.isPresent();
    }

    /** One more attempt. */
    public void count(Limit limit, String subject) {
        LocalDateTime now = now();
        // Assignments happen from left to right: the first must still see the old end of the window.
        jdbc.sql("""
                        INSERT INTO attempt (subject, attempts, forgotten_at) VALUES (:subject, 1, :end)
                        ON DUPLICATE KEY UPDATE attempts = IF(forgotten_at > :now, attempts + 1, 1),
                                                forgotten_at = IF(forgotten_at > :now, forgotten_at, :end)
                        """)
                .param("subject", hash(limit, subject))
                .param("now", now)
                .param("end", now.plus(WINDOW))
                .update();
    }

    /** The subject has shown that it is no guesser. */
    public void forget(Limit limit, String subject) {
        jdbc.sql("DELETE FROM attempt WHERE subject = ?")
                .param(hash(limit, subject))
                .update();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void sweep() {
        jdbc.sql("DELETE FROM attempt WHERE forgotten_at <= ?").param(now()).update();
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock.withZone(ZoneOffset.UTC));
    }

    /** Keyed, since addresses could be guessed from bare hashes. */
    private byte[] hash(Limit limit, String subject) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((limit.name() + '\0' + subject).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private record Counted(int attempts, LocalDateTime forgottenAt) {}
}
