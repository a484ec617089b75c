package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How much of one visitor counts within a while that begins with the first of it. */
class Allowance {

    /** Beyond that the oldest are forgotten, and may count again: some megabytes, whoever sends whatever. */
    private static final int REMEMBERED = 20_000;

    private final Cache<Visitor, AtomicInteger> taken;
    private final int most;

    Allowance(int most, Duration window, Ticker ticker) {
        this.most = most;
        this.taken = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(window)
                .ticker(ticker)
                .build();
    }

    /** True for the visitor's first ones of the while. */
    boolean take(Visitor visitor) {
        return taken.get(visitor, first -> new AtomicInteger()).incrementAndGet() <= most;
    }
}
