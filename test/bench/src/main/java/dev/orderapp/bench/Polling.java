package dev.orderapp.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for the cluster. */
final class Polling {
    /** Polling may cost what is measured something. */
    private static final long PERIOD_MILLIS = 50;

    private Polling() {}

    /**
     * Until a condition holds.
     *
     * @return how long that took
     * @throws IllegalStateException if it does not come about in time
     */
    static Duration until(Duration limit, String what, BooleanSupplier condition) {
        long started = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - started > limit.toNanos()) {
                throw new IllegalStateException(what + " did not come about within " + limit.toSeconds() + " s");
            }
            pause(Duration.ofMillis(PERIOD_MILLIS));
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
