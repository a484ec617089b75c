package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Counts each request to the API once, by outcome: {@code shop_requests_total{outcome="ok"}}. A request that hangs is
 * counted while it does: when it ends, if ever, the release would long have been judged by all others.
 */
@Component
class RequestMetrics {

    /** The page gives up a call after that; whatever is answered later reaches nobody. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SERVER_ERROR = 500;

    private final OutcomeCounters<RequestOutcome> counters;
    private final FirstOfMinute<Visitor> failures;
    private final Ticker ticker;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    RequestMetrics(MeterRegistry registry, Ticker ticker) {
        this.counters = new OutcomeCounters<>(RequestOutcome.class, "shop.requests", "Requests to the API", registry);
        this.failures = new FirstOfMinute<>(ticker);
        this.ticker = ticker;
    }

    /** A request of that visitor arrived. */
    Running begin(Visitor visitor) {
        Running request = new Running(visitor);
        running.add(request);
        return request;
    }

    /** Counts what has been running for longer than {@link #PATIENCE}. To be called every second or so. */
    void countHanging() {
        running.stream().filter(Running::isOverdue).forEach(request -> request.count(RequestOutcome.HANGING));
    }

    /** A request under way. */
    class Running {

        private final Visitor visitor;
        private final long startedNanos = ticker.read();
        private final AtomicBoolean counted = new AtomicBoolean();

        private Running(Visitor visitor) {
            this.visitor = visitor;
        }

        /** It was answered with that status. */
        void end(int status) {
            running.remove(this);
            if (isOverdue()) {
                count(RequestOutcome.HANGING);
            } else {
                count(status >= SERVER_ERROR ? RequestOutcome.ERROR : RequestOutcome.OK);
            }
        }

        private boolean isOverdue() {
            return ticker.read() - startedNanos >= PATIENCE.toNanos();
        }

        private void count(RequestOutcome outcome) {
            if (counted.compareAndSet(false, true)) {
                boolean again = outcome != RequestOutcome.OK && !failures.isFirst(visitor);
                counters.count(again ? RequestOutcome.ERROR_AGAIN : outcome);
            }
        }
    }
}
