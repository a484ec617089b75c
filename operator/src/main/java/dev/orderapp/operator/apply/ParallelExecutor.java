package dev.orderapp.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks at the same time that would only wait for the API server one after the other. The threads are few, for all reconciles
 * together, and end when there is nothing to do; a caller that finds none free runs the task itself.
 */
final class ParallelExecutor {
    /** With the reconciles' own threads about as many as the API server works on at a time. */
    private static final int THREADS = 8;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "write");
                thread.setDaemon(true);
                return thread;
            },
            new CallerRunsPolicy());

    /**
     * Returns when all are done.
     *
     * @param tasks that throw nothing
     * @throws KubernetesClientException if the thread was interrupted, which ends the tasks, too
     */
    void run(List<Runnable> tasks) {
        List<? extends Future<?>> others =
                tasks.stream().skip(1).map(threads::submit).toList();
        tasks.stream().limit(1).forEach(Runnable::run);
        try {
            for (Future<?> other : others) {
                other.get();
            }
        } catch (InterruptedException e) {
            others.forEach(other -> other.cancel(true));
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted while others were writing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task must throw nothing", e);
        }
    }
}
