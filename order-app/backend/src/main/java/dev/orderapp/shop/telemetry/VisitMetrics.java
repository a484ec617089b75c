package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Counts visits of customers by whether they brought an order: {@code shop_visits_total{outcome="ordered"}}. A page whose order button does nothing fails no
 * request, and has no order.
 *
 * <p><b>At one age.</b> Each visit is counted when it is as old as all others, on the version where it began, with the order that it had brought by then on
 * whichever version. Counted when they end, visits of a canary that has just come would be the short ones, which brought nothing.
 *
 * <p><b>Bounded.</b> A visitor begins one visit in {@value #AGES} times that age, in all Pods of both versions together: a {@link Visitor} costs an old account or a
 * network, so that nobody makes a version look good or bad by visits that they invent. A visit that can't be asked about in the database, or only
 * too late, is counted nowhere, which is as fair to both versions.
 *
 * <p>All asking is done by a thread of its own; what waits for it is kept within {@value #MAX_OPEN}.
 */
@Component
class VisitMetrics {

    /** Who returns later than that begins another visit. */
    private static final int AGES = 6;

    /** Whoever is asked about later than that may have an order that is known no more. */
    private static final Duration LATE = Duration.ofSeconds(10);

    /** Beyond that visits begin uncounted: some megabytes, whoever comes. */
    private static final int MAX_OPEN = 20_000;

    private final OutcomeCounters<VisitOutcome> counters;
    private final VisitLedger ledger;
    private final Ticker ticker;
    private final Duration age;
    private final VisitorQuota begun;
    private final Deque<Runnable> toTell = new ArrayDeque<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "visits");
        thread.setDaemon(true);
        return thread;
    });

    @Autowired
    VisitMetrics(MeterRegistry registry, VisitLedger ledger, Ticker ticker, VisitorSettings settings) {
        this(registry, ledger, ticker, settings.visit());
        asking.scheduleWithFixedDelay(this::count, 1, 1, TimeUnit.SECONDS);
    }

    /** One that counts when it is told to. */
    VisitMetrics(MeterRegistry registry, VisitLedger ledger, Ticker ticker, Duration age) {
        this.counters = new OutcomeCounters<>(
                VisitOutcome.class, "shop.visits", "Visits of customers, once they have an age", registry);
        this.ledger = ledger;
        this.ticker = ticker;
        this.age = age;
        this.begun = new VisitorQuota(1, age.multipliedBy(AGES), ticker);
    }

    /** A visit that began here. */
    private record Open(Visitor visitor, long sinceNanos) {}

    /** That customer asked for something. */
    void seen(Visitor customer) {
        if (begun.tryTake(customer)) {
            long now = ticker.read();
            tell(() -> begin(customer, now));
        }
    }

    /** That customer placed an order. */
    void ordered(Visitor customer) {
        tell(() -> ledger.ordered(customer, age));
    }

    private void tell(Runnable what) {
        synchronized (toTell) {
            if (toTell.size() < MAX_OPEN) {
                toTell.add(what);
            }
        }
    }

    private void begin(Visitor customer, long now) {
        if (open.size() < MAX_OPEN && ledger.begin(customer, age.multipliedBy(AGES))) {
            open.add(new Open(customer, now));
        }
    }

    /** Tells what has happened since, and counts the visits that are old enough. To be called every second or so. */
    synchronized void count() {
        for (Runnable next = next(); next != null; next = next()) {
            ask(next);
        }
        while (!open.isEmpty() && overdue(open.element()) >= 0) {
            Open visit = open.remove();
            if (overdue(visit) <= LATE.toNanos()) {
                ask(() ->
                        counters.count(ledger.hasOrdered(visit.visitor()) ? VisitOutcome.ORDERED : VisitOutcome.LEFT));
            }
        }
    }

    /** Nanoseconds since the visit has its age; negative before. */
    private long overdue(Open visit) {
        return ticker.read() - visit.sinceNanos() - age.toNanos();
    }

    private Runnable next() {
        synchronized (toTell) {
            return toTell.poll();
        }
    }

    private static void ask(Runnable what) {
        try {
            what.run();
        } catch (DataAccessException e) {
            // Counted nowhere. Whether the database answers is told by readiness and by all that needs it.
        }
    }

    @PreDestroy
    void stop() {
        asking.shutdownNow();
    }
}
