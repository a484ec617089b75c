package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many events of one visitor count in this process, within a window that begins with the first of them. */
class VisitorQuota {

    /**
     * Successes of one visitor that count in a minute: more than a person makes. Without a bound one stranger's flood of good requests
     * would hide a bad version's failures.
     */
    static final int MAX_SUCCESSES = 60;

    /** Beyond that the oldest are forgotten, and may count again: some megabytes, whoever sends whatever. */
    private static final int MAX_VISITORS = 20_000;

    private final Cache<Visitor, AtomicInteger> taken;
    private final int max;

    VisitorQuota(int max, Duration window, Ticker ticker) {
        this.max = max;
        this.taken = Caffeine.newBuilder()
                .maximumSize(MAX_VISITORS)
                .expireAfterWrite(window)
                .ticker(ticker)
                .build();
    }

    static VisitorQuota ofSuccesses(Ticker ticker) {
        return new VisitorQuota(MAX_SUCCESSES, Duration.ofMinutes(1), ticker);
    }

    /** True for the visitor's first ones of the window. */
    boolean tryTake(Visitor visitor) {
        return taken.get(visitor, first -> new AtomicInteger()).incrementAndGet() <= max;
    }
}
