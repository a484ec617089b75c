package dev.orderapp.shop.ratelimit;

import dev.orderapp.shop.database.DatabaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Limits what must not be tried too often, for all Pods together: a fixed window per subject, counted in the database. A
 * subject that reached its limit is refused until the window that began with its first attempt is over, and what is refused does not
 * make that later: nobody is shut out for good.
 */
@Component
public class RateLimiter {

    private final AttemptCounters counters;
    private final Clock clock;
    private final SubjectHash hash;

    RateLimiter(AttemptCounters counters, Clock clock, SubjectHash hash) {
        this.counters = counters;
        this.clock = clock;
        this.hash = hash;
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
        counters.increment(hash(limit, subject), now, now.plus(limit.window()));
    }

    /**
     * Counts one more attempt if the limit allows it. Of many at the same moment no more are allowed than one after the other.
     *
     * @return whether it is allowed
     */
    public boolean admit(Limit limit, String subject) {
        LocalDateTime now = now();
        return counters.incrementUpTo(limit.max() + 1, hash(limit, subject), now, now.plus(limit.window()))
                <= limit.max();
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
        return DatabaseTime.now(clock);
    }

    private byte[] hash(Limit limit, String subject) {
        return hash.of(limit.name(), subject);
    }
}
