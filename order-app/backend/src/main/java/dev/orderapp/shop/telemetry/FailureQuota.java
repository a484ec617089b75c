package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.ratelimit.SharedClaims;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Decides which failures of a visitor count: one a minute, and two in any ten minutes, in all Pods of both versions together. Who
 * fails tries again, so failures of one visitor come in bursts, and a judge that takes events for independent would see many where
 * there is one; and one stranger must not be able to decide a release. docs/security.md derives the numbers.
 *
 * <p>Together, since a bound per Pod is no bound: a network counted twice as much on two Pods, and a new Pod remembered nothing of it.
 * The database remembers, for a canary that just came as well as for the stable version. It is asked by a thread of its own, so that
 * no visitor waits for it, and at most {@value #MAX_ASKED} times a minute about one visitor. While it can't be asked each process
 * decides alone, by the same numbers: the failures of those minutes are the ones that matter most.
 */
@Component
class FailureQuota {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final int MAX_ASKED = 6;
    private static final int MAX_WAITING = 1_000;

    /** So long after a failed attempt the database isn't asked: what fails counts at once, not after a timeout each. */
    private static final Duration ALONE = Duration.ofSeconds(10);

    private final BiPredicate<String, Duration> claims;
    private final Executor asking;
    private final Ticker ticker;
    private final VisitorQuota asked;
    private final VisitorQuota aloneInAMinute;
    private final VisitorQuota aloneInTenMinutes;
    private final AtomicLong aloneUntilNanos;

    @Autowired
    FailureQuota(SharedClaims claims, Ticker ticker) {
        this(claims::tryClaim, ticker, oneThread());
    }

    /**
     * @param claims takes a subject for so long, for all processes; see {@link SharedClaims}
     * @param asking runs what asks
     */
    FailureQuota(BiPredicate<String, Duration> claims, Ticker ticker, Executor asking) {
        this.claims = claims;
        this.asking = asking;
        this.ticker = ticker;
        this.asked = new VisitorQuota(MAX_ASKED, MINUTE, ticker);
        this.aloneInAMinute = new VisitorQuota(1, MINUTE, ticker);
        this.aloneInTenMinutes = new VisitorQuota(2, TEN_MINUTES, ticker);
        this.aloneUntilNanos = new AtomicLong(ticker.read());
    }

    /** What failed; each kind has a quota of its own. */
    enum Kind {
        REQUEST,
        ORDER,
        PAGE,
        SLOW_REQUEST
    }

    /**
     * The visitor met a failure.
     *
     * @param counts done if it counts, a moment later
     * @param repeats done if it is one too many
     */
    void take(Kind kind, Visitor visitor, Runnable counts, Runnable repeats) {
        Visitor failing = new Visitor(kind.name().toLowerCase(Locale.ROOT) + " of " + visitor.name());
        if (!asked.tryTake(failing)) {
            repeats.run();
            return;
        }
        try {
            asking.execute(() -> (isWithin(failing) ? counts : repeats).run());
        } catch (RejectedExecutionException e) {
            // More failures than can be asked about, or the process ends.
            (isWithinAlone(failing) ? counts : repeats).run();
        }
    }

    private boolean isWithin(Visitor failing) {
        if (ticker.read() - aloneUntilNanos.get() < 0) {
            return isWithinAlone(failing);
        }
        try {
            return claim(failing, "minute", MINUTE)
                    && (claim(failing, "first", TEN_MINUTES) || claim(failing, "second", TEN_MINUTES));
        } catch (DataAccessException e) {
            aloneUntilNanos.set(ticker.read() + ALONE.toNanos());
            return isWithinAlone(failing);
        }
    }

    private boolean claim(Visitor failing, String which, Duration time) {
        return claims.test(failing.name() + " " + which, time);
    }

    private boolean isWithinAlone(Visitor failing) {
        return aloneInAMinute.tryTake(failing) && aloneInTenMinutes.tryTake(failing);
    }

    @PreDestroy
    void stop() {
        if (asking instanceof ExecutorService service) {
            service.shutdownNow();
        }
    }

    private static ExecutorService oneThread() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
            Thread thread = new Thread(task, "failure-quota");
            thread.setDaemon(true);
            return thread;
        });
    }
}
