package dev.orderapp.shop.account;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Where passwords are hashed. That is pure computing: half the processors at most do it, or a wave of sign-ins would keep
 * orders and probes waiting, since virtual threads that compute are not interrupted for others.
 */
@Component
public class HashingSlots {

    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** Waits for a processor and does that work on it. */
    public <T> T compute(Supplier<T> work) {
        processors.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            processors.release();
        }
    }
}
