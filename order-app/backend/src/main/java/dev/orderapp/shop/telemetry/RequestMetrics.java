package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Counts each request to the API once, by outcome: {@code shop_requests_total{outcome="ok"}}. A request that hangs is
 * counted while it does: when it ends, if ever, the release would long have been judged by all others.
 */
@Component
class RequestMetrics {

    /** The page gives up a call after that; whatever is answered later reaches nobody. */
    static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);

    private static final int SERVER_ERROR = 500;

    private final OutcomeCounters<RequestOutcome> counters;
    private final VisitorQuota successes;
    private final FailureQuota failures;
    private final Ticker ticker;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    RequestMetrics(MeterRegistry registry, Ticker ticker, FailureQuota failures) {
        this.counters = new OutcomeCounters<>(RequestOutcome.class, "shop.requests", "Requests to the API", registry);
        this.successes = VisitorQuota.ofSuccesses(ticker);
        this.failures = failures;
        this.ticker = ticker;
    }

    /**
     * A request of that visitor is under way.
     *
     * @param answering tells whether an answer has begun to leave, so that all further time is the visitor's
     * @param failed done once if it fails, whether or not that counts
     */
    Running begin(Visitor visitor, BooleanSupplier answering, Runnable failed) {
        Running request = new Running(visitor, answering, failed);
        running.add(request);
        return request;
    }

    /** Counts what has been without an answer for {@link #CLIENT_TIMEOUT}. To be called every second or so. */
    void countHanging() {
        running.forEach(Running::countIfOverdue);
    }

    /** A request under way. Locked, since its answer must not be asked for once it has ended and the server reuses it. */
    class Running {

        private final Visitor visitor;
        private final BooleanSupplier answering;
        private final Runnable failed;
        private long arrivedNanos;
        private boolean arrived;
        private boolean counted;
        private boolean answered;

        private Running(Visitor visitor, BooleanSupplier answering, Runnable failed) {
            this.visitor = visitor;
            this.answering = answering;
            this.failed = failed;
        }

        /**
         * All of it is here, so that all further time is ours. A body that a client sends drop by drop would else look like a hang
         * of ours, and a stranger could have a release rolled back.
         */
        synchronized void arrived() {
            arrived = true;
            arrivedNanos = ticker.read();
        }

        /**
         * It was answered with that status.
         *
         * @param served whether any part of the shop was asked
         */
        synchronized void end(int status, boolean served) {
            running.remove(this);
            if (isOverdue()) {
                count(RequestOutcome.HANGING);
            } else if (status >= SERVER_ERROR) {
                count(RequestOutcome.ERROR);
            } else {
                count(served ? RequestOutcome.OK : RequestOutcome.FOREIGN);
            }
        }

        private synchronized void countIfOverdue() {
            if (counted) {
                return;
            }
            answered = answered || answering.getAsBoolean();
            if (isOverdue()) {
                count(RequestOutcome.HANGING);
            }
        }

        private boolean isOverdue() {
            return arrived && !answered && ticker.read() - arrivedNanos >= CLIENT_TIMEOUT.toNanos();
        }

        private void count(RequestOutcome outcome) {
            if (!counted) {
                counted = true;
                switch (outcome) {
                    case OK -> counters.count(successes.tryTake(visitor) ? RequestOutcome.OK : RequestOutcome.OK_AGAIN);
                    case ERROR, HANGING -> {
                        failed.run();
                        failures.take(
                                FailureQuota.Kind.REQUEST,
                                visitor,
                                () -> counters.count(outcome),
                                () -> counters.count(RequestOutcome.ERROR_AGAIN));
                    }
                    default -> counters.count(outcome);
                }
            }
        }
    }
}
