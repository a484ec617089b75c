package dev.orderapp.shop.ratelimit;

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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Limits what must not be tried too often, for all Pods together: a fixed window per subject, counted in the database. A subject that reached its limit is refused until the
 * window that began with its first attempt is over, and what is refused does not count: nobody is shut out for good.
 */
@Component
public class RateLimiter {

    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final String ALGORITHM = "HmacSHA256";

    private final AttemptCounters counters;
    private final Clock clock;
    private final SecretKeySpec key;

    RateLimiter(AttemptCounters counters, Clock clock, ShopSettings settings) {
        this.counters = counters;
        this.clock = clock;
        this.key = new SecretKeySpec(settings.sessionKeyBytes(), ALGORITHM);
    }

    /**
     * Requires that the subject is below the limit.
     *
     * @return whether anything was counted for the subject
     * @throws TooManyAttemptsException if the subject has reached the limit
     */
    public boolean requireBelow(Limit limit, String subject) {
        LocalDateTime now = now();
        Optional<AttemptCounters.Counter> counted = counters.find(hash(limit, subject), now);
        counted.filter(counter -> counter.attempts() >= limit.max()).ifPresent(counter -> {
            throw new TooManyAttemptsException(Duration.between(now, counter.expiresAt()));
        });
        return counted.isPresent();
    }

    /** One more attempt. */
    public void count(Limit limit, String subject) {
        LocalDateTime now = now();
        counters.increment(hash(limit, subject), now, now.plus(WINDOW));
    }

    /** The subject has shown that it is no guesser. */
    public void reset(Limit limit, String subject) {
        counters.delete(hash(limit, subject));
    }

    @Scheduled(fixedDelayString = "PT10M")
    void deleteExpired() {
        counters.deleteExpired(now());
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
}
