package dev.orderapp.shop.account;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits how many passwords are hashed at once. That is pure computing: half the processors at most do it, or a wave of sign-ins would keep
 * orders and probes waiting, since virtual threads that compute are not interrupted for others.
 *
 * <p>Who waits for them is bounded, in number and time, and more narrowly per account and network: a flood of sign-ins is refused at
 * once, and those of everybody else wait for a few of it. Places are kept free for browsers in which an account signed in before:
 * a botnet has networks and accounts, but none of these.
 */
@Component
public class PasswordHashingLimiter {

    static final int MAX_PER_ACCOUNT = 2;
    static final int MAX_PER_NETWORK = 16;
    static final int MAX_FROM_UNTRUSTED = 32;
    static final int MAX_TOTAL = 48;

    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final long RETRY_AFTER_SECONDS = 2;

    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final Map<String, Integer> queued = new HashMap<>();
    private final Duration maxWait;
    private int total;

    /** Waits as long as a person at a sign-in would. */
    @Autowired
    public PasswordHashingLimiter() {
        this(MAX_WAIT);
    }

    PasswordHashingLimiter(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /**
     * Whose password is hashed.
     *
     * @param account what names it, whether or not it exists
     * @param network from where the request came
     * @param trusted whether the account signed in before on that device
     */
    public record Caller(String account, String network, boolean trusted) {

        private List<String> names() {
            return List.of("account " + account, "network " + network);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Caller[]";
        }
    }

    /**
     * Waits for a processor and does that work on it.
     *
     * @throws ProblemException if too many wait already, or it took too long
     */
    public <T> T compute(Caller caller, Supplier<T> work) {
        enter(caller);
        try {
            return onProcessor(work);
        } finally {
            leave(caller);
        }
    }

    private <T> T onProcessor(Supplier<T> work) {
        boolean acquired = false;
        try {
            acquired = processors.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!acquired) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            processors.release();
        }
    }

    private synchronized void enter(Caller caller) {
        List<String> names = caller.names();
        if (total >= (caller.trusted() ? MAX_TOTAL : MAX_FROM_UNTRUSTED)
                || queued.getOrDefault(names.get(0), 0) >= MAX_PER_ACCOUNT
                || queued.getOrDefault(names.get(1), 0) >= MAX_PER_NETWORK) {
            throw busy();
        }
        total++;
        names.forEach(name -> queued.merge(name, 1, Integer::sum));
    }

    /** How many wait or compute. */
    synchronized int queued() {
        return total;
    }

    private synchronized void leave(Caller caller) {
        total--;
        caller.names().forEach(name -> queued.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1));
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.TOO_BUSY).with("retryAfter", RETRY_AFTER_SECONDS);
    }
}
