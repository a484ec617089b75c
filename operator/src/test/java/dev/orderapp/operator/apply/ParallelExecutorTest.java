package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParallelExecutorTest {
    private static final int PATIENCE_SECONDS = 60;

    private final ParallelExecutor executor = new ParallelExecutor();

    @Test
    void thingsAreDoneAtTheSameTime() {
        CyclicBarrier allAreThere = new CyclicBarrier(4);
        AtomicInteger met = new AtomicInteger();
        Runnable meet = () -> {
            try {
                allAreThere.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                met.incrementAndGet();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        executor.run(List.of(meet, meet, meet, meet));

        assertEquals(4, met.get());
    }

    @Test
    void moreThingsThanThreadsAreAllDoneBeforeItReturns() {
        AtomicInteger done = new AtomicInteger();

        executor.run(Stream.<Runnable>generate(() -> done::incrementAndGet)
                .limit(500)
                .toList());

        assertEquals(500, done.get());
    }

    @Test
    void whoIsInterruptedWaitsForNobodyAndEndsTheOthers() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runnable interrupt = () -> {
            assertTrue(isOver(begun), "the other has begun");
            Thread.currentThread().interrupt();
        };
        Runnable endless = () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        };

        assertThrows(KubernetesClientException.class, () -> executor.run(List.of(interrupt, endless)));

        assertTrue(Thread.interrupted(), "the thread still knows");
        assertTrue(isOver(ended), "the other is ended");
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
