package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Bounds what one visitor contributes to the counters. A release is judged by shares of counters, so what one visitor adds to either side of a share is
 * bounded, whatever they send; docs/security.md derives the numbers.
 *
 * <p>Failures: who fails tries again, so failures of one visitor come in bursts, and a judge that takes events for
 * independent would see many where there is one. One a minute counts, and {@value #MAX_FAILURES} in ten minutes: with nothing
 * but the first bound, one stranger alone could have a good release rolled back within its holds.
 *
 * <p>Successes: {@value #MAX_SUCCESSES} a minute, more than a person makes. Without a bound one stranger's flood of good requests would
 * hide a bad version's failures.
 */
class ContributionLimits {

    static final int MAX_FAILURES = 2;
    static final int MAX_SUCCESSES = 60;

    private final VisitorQuota failuresPerMinute;
    private final VisitorQuota failures;
    private final VisitorQuota successes;

    ContributionLimits(Ticker ticker) {
        this.failuresPerMinute = new VisitorQuota(1, Duration.ofMinutes(1), ticker);
        this.failures = new VisitorQuota(MAX_FAILURES, Duration.ofMinutes(10), ticker);
        this.successes = new VisitorQuota(MAX_SUCCESSES, Duration.ofMinutes(1), ticker);
    }

    /** Whether this failure of the visitor counts. */
    boolean allowsFailure(Visitor visitor) {
        return failuresPerMinute.tryTake(visitor) && failures.tryTake(visitor);
    }

    /** Whether this success of the visitor counts. */
    boolean allowsSuccess(Visitor visitor) {
        return successes.tryTake(visitor);
    }
}
