package dev.orderapp.shop.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.springframework.dao.DataAccessResourceFailureException;

/** What the database remembers for all Pods, by the test's clock. */
class TestClaims implements BiPredicate<String, Duration> {

    private final TestTicker ticker;
    private final Map<String, Long> ends = new HashMap<>();
    boolean away;
    int asked;

    TestClaims(TestTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public synchronized boolean test(String subject, Duration time) {
        asked++;
        if (away) {
            throw new DataAccessResourceFailureException("connection refused");
        }
        Long end = ends.get(subject);
        boolean free = end == null || end <= ticker.read();
        if (free) {
            ends.put(subject, ticker.read() + time.toNanos());
        }
        return free;
    }
}
