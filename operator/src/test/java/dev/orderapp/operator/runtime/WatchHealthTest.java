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
    private final WatchHealth contact = new WatchHealth(watching::get, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void isNotKeptBeforeItWasHad() {
        watching.set(false);

        assertFalse(contact.isKept());
    }

    @Test
    void aWatchThatBeginsAnewDoesNotBreakIt() {
        assertTrue(contact.isKept());

        watching.set(false);
        pass(WatchHealth.LONGEST_SILENCE.minusSeconds(1));

        assertTrue(contact.isKept());
    }

    @Test
    void aSilenceThatLastsBreaksItUntilTheWatchesStandAgain() {
        assertTrue(contact.isKept());
        watching.set(false);
        pass(WatchHealth.LONGEST_SILENCE);

        assertFalse(contact.isKept());

        watching.set(true);
        assertTrue(contact.isKept());
    }
}
