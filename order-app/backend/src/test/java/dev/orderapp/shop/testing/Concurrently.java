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
public final class Concurrently {

    private Concurrently() {}

    /** Makes so many attempts at once, numbered from 0, and returns their answers in that order. */
    public static List<Response> run(int times, IntFunction<Response> attempt) {
        ExecutorService executor = Executors.newFixedThreadPool(times);
        try {
            List<Callable<Response>> tasks = IntStream.range(0, times)
                    .<Callable<Response>>mapToObj(number -> () -> attempt.apply(number))
                    .toList();
            return executor.invokeAll(tasks).stream().map(Concurrently::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Response result(Future<Response> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("an attempt brought no answer", e);
        }
    }
}
