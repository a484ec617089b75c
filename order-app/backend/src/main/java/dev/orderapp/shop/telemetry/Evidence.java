package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Which events of a visitor count. A release is judged by shares of counters, so what one visitor adds to either side of a share is
 * bounded, whatever they send; docs/security.md derives the numbers.
 *
 * <p>Failures: who fails tries again, so failures of one visitor come in bursts, and a judge that takes events for
 * independent would see many where there is one. One a minute counts, and {@value #FAILURES} in ten minutes: with nothing
 * but the first bound, one stranger alone could take a good release back within its holds.
 *
 * <p>Successes: {@value #SUCCESSES} a minute, more than a person makes. Without a bound one stranger's flood of good requests would
 * hide a bad version's failures.
 */
class Evidence {

    static final int FAILURES = 2;
    static final int SUCCESSES = 60;

    private final Allowance failuresOfMinute;
    private final Allowance failures;
    private final Allowance successes;

    Evidence(Ticker ticker) {
        this.failuresOfMinute = new Allowance(1, Duration.ofMinutes(1), ticker);
        this.failures = new Allowance(FAILURES, Duration.ofMinutes(10), ticker);
        this.successes = new Allowance(SUCCESSES, Duration.ofMinutes(1), ticker);
    }

    /** Whether this failure of the visitor counts. */
    boolean ofFailure(Visitor visitor) {
        return failuresOfMinute.take(visitor) && failures.take(visitor);
    }

    /** Whether this success of the visitor counts. */
    boolean ofSuccess(Visitor visitor) {
        return successes.take(visitor);
    }
}
