package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
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
 * Reads something once a second until its time is over. A cluster that can't be reached for a while has not answered: that is printed
 * once, and reading goes on. An answer, such as a refusal, ends it.
 *
 * <p>If the first read fails, so does the command: an address that never worked is mistyped rather than lost.
 */
public final class Polling implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /**
     * How long credentials may be refused: an API server that starts or whose store is away can't check a ServiceAccount's token, and a
     * plug-in may be about to renew one. After that they are void.
     */
    private static final Duration CREDENTIALS = Duration.ofMinutes(1);

    /** How long an outage that follows another one closely counts as the same one and is not printed again. */
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
    private Optional<Long> printedAt = Optional.empty();

    private Polling(Optional<Duration> timeout, PrintWriter err) {
        this.timeout = timeout;
        this.err = err;
    }

    /** Until the time is over, whose beginning is now. A lost connection is printed on {@code err}. */
    public static Polling within(Duration timeout, PrintWriter err) {
        return new Polling(Optional.of(timeout), err);
    }

    /** Until the process is interrupted. */
    public static Polling forEver(PrintWriter err) {
        return new Polling(Optional.empty(), err);
    }

    /** Reads at another interval. */
    Polling every(Duration time) {
        interval = time;
        return this;
    }

    /** For a command that has read or changed the release before: from the start a failing read is a lost connection. */
    public Polling connected() {
        answered = true;
        return this;
    }

    /**
     * Reads.
     *
     * @return empty if the connection is lost, or the time is over before there is an answer
     * @throws CommandException if the cluster answered with an error, or the first read failed
     */
    public <T> Optional<T> read(Supplier<T> read) throws InterruptedException {
        Future<T> reading = reader.submit(read::get);
        try {
            T result = timeout.isPresent()
                    ? reading.get(Math.max(left(), interval.toNanos()), TimeUnit.NANOSECONDS)
                    : reading.get();
            answered = true;
            lostAt = Optional.empty();
            return Optional.of(result);
        } catch (TimeoutException e) {
            reading.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException exception) {
                tolerate(exception);
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void tolerate(CommandException exception) {
        long now = System.nanoTime();
        long lost = lostAt.orElse(now);
        boolean tolerable = exception.unavailability() == CommandException.Unavailability.CONNECTION
                || exception.unavailability() == CommandException.Unavailability.CREDENTIALS
                        && now - lost < CREDENTIALS.toNanos();
        if (!answered || !tolerable) {
            throw exception;
        }
        boolean printed = lostAt.isPresent()
                || printedAt.filter(at -> now - at < QUIET.toNanos()).isPresent();
        lostAt = Optional.of(lost);
        if (!printed) {
            printedAt = Optional.of(now);
            err.println("connection lost, trying again"
                    + timeout.map(t -> " until --timeout").orElse("") + ": " + exception.getMessage());
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
