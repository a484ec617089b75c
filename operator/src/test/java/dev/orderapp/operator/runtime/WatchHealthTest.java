package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchHealthTest {
    private final AtomicBoolean watching = new AtomicBoolean(true);
    private final AtomicLong now = new AtomicLong();
    private final WatchHealth health = new WatchHealth(watching::get, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void isNotKeptBeforeItWasHad() {
        watching.set(false);

        assertFalse(health.isHealthy());
    }

    @Test
    void aWatchThatBeginsAnewDoesNotBreakIt() {
        assertTrue(health.isHealthy());

        watching.set(false);
        pass(WatchHealth.LONGEST_SILENCE.minusSeconds(1));

        assertTrue(health.isHealthy());
    }

    @Test
    void aSilenceThatLastsBreaksItUntilTheWatchesStandAgain() {
        assertTrue(health.isHealthy());
        watching.set(false);
        pass(WatchHealth.LONGEST_SILENCE);

        assertFalse(health.isHealthy());

        watching.set(true);
        assertTrue(health.isHealthy());
    }
}
