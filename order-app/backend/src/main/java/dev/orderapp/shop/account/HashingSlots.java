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
 * Where passwords are hashed. That is pure computing: half the processors at most do it, or a wave of sign-ins would keep
 * orders and probes waiting, since virtual threads that compute are not interrupted for others.
 *
 * <p>Who waits for them is bounded, in number and time, and more narrowly per account and network: a flood of sign-ins is refused at
 * once, and those of everybody else wait for a few of it. Places are kept free for browsers in which an account signed in before:
 * a botnet has networks and accounts, but none of these.
 */
@Component
public class HashingSlots {

    static final int OF_ACCOUNT = 2;
    static final int OF_NETWORK = 16;
    static final int OF_STRANGERS = 32;
    static final int OF_ALL = 48;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long RETRY_AFTER_SECONDS = 2;

    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final Map<String, Integer> inLine = new HashMap<>();
    private final Duration patience;
    private int all;

    /** As patient as a person at a sign-in. */
    @Autowired
    public HashingSlots() {
        this(PATIENCE);
    }

    HashingSlots(Duration patience) {
        this.patience = patience;
    }

    /**
     * For whom a password is hashed.
     *
     * @param account what names it, whether or not it exists
     * @param network from where the request came
     * @param known whether the account was signed in before in that browser
     */
    public record Demand(String account, String network, boolean known) {

        private List<String> names() {
            return List.of("account " + account, "network " + network);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Demand[]";
        }
    }

    /**
     * Waits for a processor and does that work on it.
     *
     * @throws ProblemException if too many wait already, or it took too long
     */
    public <T> T compute(Demand demand, Supplier<T> work) {
        enter(demand);
        try {
            return onAProcessor(work);
        } finally {
            leave(demand);
        }
    }

    private <T> T onAProcessor(Supplier<T> work) {
        boolean acquired = false;
        try {
            acquired = processors.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
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

    private synchronized void enter(Demand demand) {
        List<String> names = demand.names();
        if (all >= (demand.known() ? OF_ALL : OF_STRANGERS)
                || inLine.getOrDefault(names.get(0), 0) >= OF_ACCOUNT
                || inLine.getOrDefault(names.get(1), 0) >= OF_NETWORK) {
            throw busy();
        }
        all++;
        names.forEach(name -> inLine.merge(name, 1, Integer::sum));
    }

    /** How many wait or compute. */
    synchronized int inLine() {
        return all;
    }

    private synchronized void leave(Demand demand) {
        all--;
        demand.names().forEach(name -> inLine.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1));
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.TOO_BUSY).with("retryAfter", RETRY_AFTER_SECONDS);
    }
}
