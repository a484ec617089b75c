package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Tells somebody's first failure from those that follow within a minute. Who fails tries again, so failures of one person
 * come in bursts; a judge that takes events for independent would see many where there is one.
 *
 * @param <K> names somebody
 */
class FirstOfMinute<K> {

    /** Beyond that the oldest are forgotten, and may count again: some megabytes, whoever sends whatever. */
    private static final int REMEMBERED = 20_000;

    private final Cache<K, Boolean> failed;

    FirstOfMinute(Ticker ticker) {
        this.failed = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(Duration.ofMinutes(1))
                .ticker(ticker)
                .build();
    }

    /** True for a first failure, and for the first one after a minute. */
    boolean isFirst(K somebody) {
        return failed.asMap().putIfAbsent(somebody, true) == null;
    }
}
