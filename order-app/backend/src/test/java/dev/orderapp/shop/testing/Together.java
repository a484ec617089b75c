package dev.orderapp.shop.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Sends requests at the same time. */
public final class Together {

    private Together() {}

    /** Makes so many attempts at once, numbered from 0, and returns their answers in that order. */
    public static List<Answer> run(int times, IntFunction<Answer> attempt) {
        ExecutorService executor = Executors.newFixedThreadPool(times);
        try {
            List<Callable<Answer>> tasks = IntStream.range(0, times)
                    .<Callable<Answer>>mapToObj(number -> () -> attempt.apply(number))
                    .toList();
            return executor.invokeAll(tasks).stream().map(Together::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Answer result(Future<Answer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("an attempt brought no answer", e);
        }
    }
}
