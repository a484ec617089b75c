package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.CommandException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads something once a second until its time is over. A cluster that can't be reached for a while has not answered: that is told
 * once, and reading goes on. What is an answer, such as a refusal, ends it.
 *
 * <p>The first read is not excused: whoever can't reach the cluster at all has mistyped its address rather than lost it.
 */
public final class Polling implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /**
     * How long credentials may be refused: an API server that starts or whose store is away can't check a ServiceAccount's token, and a
     * plug-in may be about to renew one. After that they are void.
     */
    private static final Duration CREDENTIALS = Duration.ofMinutes(1);

    /** How long an outage that follows another one closely is the same to whoever reads the messages. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private final Optional<Duration> timeout;
    private Duration interval = INTERVAL;
    private boolean answered;
    private Optional<Long> lostAt = Optional.empty();
    private Optional<Long> toldAt = Optional.empty();

    private Polling(Optional<Duration> timeout, PrintWriter err) {
        this.timeout = timeout;
        this.err = err;
    }

    /** Until the time is over, whose beginning is now. What keeps it from reading is told on {@code err}. */
    public static Polling within(Duration timeout, PrintWriter err) {
        return new Polling(Optional.of(timeout), err);
    }

    /** Until the process is interrupted. */
    public static Polling forEver(PrintWriter err) {
        return new Polling(Optional.empty(), err);
    }

    /** Reads more often, or less. */
    Polling every(Duration time) {
        interval = time;
        return this;
    }

    /** That something was read before: from now on a lost connection is one. */
    public Polling connected() {
        answered = true;
        return this;
    }

    /**
     * Reads.
     *
     * @return empty if the connection is lost, or the time is over before there is an answer
     * @throws CommandException that is an answer, or that the first read met
     */
    public <T> Optional<T> read(Supplier<T> read) throws InterruptedException {
        Future<T> reading = reader.submit(read::get);
        try {
            T seen = timeout.isPresent()
                    ? reading.get(Math.max(left(), interval.toNanos()), TimeUnit.NANOSECONDS)
                    : reading.get();
            answered = true;
            lostAt = Optional.empty();
            return Optional.of(seen);
        } catch (TimeoutException e) {
            reading.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException problem) {
                survive(problem);
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void survive(CommandException problem) {
        long now = System.nanoTime();
        long lost = lostAt.orElse(now);
        boolean endures = problem.trouble() == CommandException.Trouble.CONNECTION
                || problem.trouble() == CommandException.Trouble.CREDENTIALS && now - lost < CREDENTIALS.toNanos();
        if (!answered || !endures) {
            throw problem;
        }
        boolean told = lostAt.isPresent()
                || toldAt.filter(at -> now - at < QUIET.toNanos()).isPresent();
        lostAt = Optional.of(lost);
        if (!told) {
            toldAt = Optional.of(now);
            err.println("connection lost, trying again"
                    + timeout.map(t -> " until --timeout").orElse("") + ": " + problem.getMessage());
            err.flush();
        }
    }

    /** Waits for the next read; false if the time is over. */
    public boolean again() throws InterruptedException {
        if (timeout.isPresent() && left() <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(timeout.isPresent() ? Math.min(left(), interval.toNanos()) : interval.toNanos());
        return true;
    }

    private long left() {
        return start + timeout.orElseThrow().toNanos() - System.nanoTime();
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
