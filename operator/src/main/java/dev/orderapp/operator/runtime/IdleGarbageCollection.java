package dev.orderapp.operator.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives memory back once work is over. The JVM's serial collector collects its old generation only when that is full: an
 * idle operator would for ever hold what its start, or a hundred releases at once, needed for a moment.
 */
final class IdleGarbageCollection implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(15);

    /** So much in a period is rest after much work: releases that wait for their owner, each tried every ten seconds, or a canary. */
    private static final long LITTLE = 60;

    private static final long MUCH = 1000;

    private final LongSupplier work;
    private final Runnable collect;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "idle-gc");
        thread.setDaemon(true);
        return thread;
    });
    private long before;
    private long collected;

    /**
     * @param work how much there has been so far, in whatever unit
     * @param collect collects garbage
     */
    IdleGarbageCollection(LongSupplier work, Runnable collect) {
        this.work = work;
        this.collect = collect;
    }

    /** Checks from now on, once a period. */
    void begin() {
        timer.scheduleWithFixedDelay(this::check, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    /** Collects if there was nothing to do since the last check, but something since the last collection; or little, but much. */
    void check() {
        long now = work.getAsLong();
        boolean idle = now == before && now != collected;
        boolean calm = now - before <= LITTLE && now - collected >= MUCH;
        if (idle || calm) {
            collect.run();
            collected = now;
        }
        before = now;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
