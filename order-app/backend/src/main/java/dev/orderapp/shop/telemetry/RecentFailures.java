package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.network.NetworkPrefix;
import dev.orderapp.shop.ratelimit.SubjectHash;
import dev.orderapp.shop.session.SessionCookie;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * From how few the failures of the last ten minutes come, repeats included: {@code shop_failures_recent}, all of them and those that the
 * largest network, account and kind of request made. A bad release fails for many, an attack comes from few. Which source that is
 * {@code shop_failures_recent_source} tells by a part of a keyed hash, as a number, the same in all Pods: a label with it would make a
 * series for each.
 */
@Component
class RecentFailures {

    private static final Duration RECENT = Duration.ofMinutes(10);

    /** The oldest beyond that are forgotten. */
    private static final int MAX = 1_000;

    /** What a double holds exactly. */
    private static final int HASH_BYTES = 6;

    private static final int LONGEST_REQUEST = 60;

    private final Ticker ticker;
    private final SessionCookie session;
    private final SubjectHash hash;
    private final Deque<Failure> failures = new ArrayDeque<>();

    RecentFailures(MeterRegistry registry, Ticker ticker, SessionCookie session, SubjectHash hash) {
        this.ticker = ticker;
        this.session = session;
        this.hash = hash;
        Gauge.builder("shop.failures.recent", this, RecentFailures::count)
                .description("Failures of the last ten minutes: all, and those of the largest source of a kind")
                .tag("by", "all")
                .register(registry);
        for (By by : By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            Gauge.builder("shop.failures.recent", this, recent -> recent.largest(by)
                            .count())
                    .tag("by", name)
                    .register(registry);
            Gauge.builder("shop.failures.recent.source", this, recent -> recent.largest(by)
                            .number())
                    .description("Which source is the largest of its kind: a part of its hash")
                    .tag("by", name)
                    .register(registry);
        }
    }

    /** What failures may have in common. */
    private enum By {
        NETWORK(failure -> Optional.of(failure.network())),
        ACCOUNT(Failure::account),
        REQUEST(failure -> Optional.of(failure.request()));

        private final Function<Failure, Optional<String>> source;

        By(Function<Failure, Optional<String>> source) {
            this.source = source;
        }
    }

    private record Failure(long nanos, String network, Optional<String> account, String request) {}

    /** @param number of the source; 0 if there is none */
    private record Largest(long count, double number) {
        static final Largest NONE = new Largest(0, 0);
    }

    /** What a failure of that request comes from; to be asked for while it is under way. */
    Runnable of(HttpServletRequest request) {
        String network = NetworkPrefix.of(request.getRemoteAddr());
        Optional<String> account = session.session(request)
                .map(signedIn -> Long.toString(signedIn.account().value()));
        String kind = kind(request);
        return () -> add(new Failure(ticker.read(), network, account, kind));
    }

    /** Its method and the first two parts of its path, cut to a length. */
    private static String kind(HttpServletRequest request) {
        String[] parts = request.getServletPath().split("/", 4);
        String path = parts.length < 3 ? request.getServletPath() : "/" + parts[1] + "/" + parts[2];
        String kind = request.getMethod() + " " + path;
        return kind.substring(0, Math.min(kind.length(), LONGEST_REQUEST));
    }

    private synchronized void add(Failure failure) {
        failures.addLast(failure);
        if (failures.size() > MAX) {
            failures.removeFirst();
        }
    }

    private synchronized int count() {
        long now = ticker.read();
        failures.removeIf(failure -> now - failure.nanos() > RECENT.toNanos());
        return failures.size();
    }

    private synchronized Largest largest(By by) {
        count();
        return failures.stream()
                .flatMap(failure -> by.source.apply(failure).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                // Of two that are as large, the same each time.
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> new Largest(most.getValue(), number(by, most.getKey())))
                .orElse(Largest.NONE);
    }

    private double number(By by, String source) {
        return new BigInteger(1, Arrays.copyOf(hash.of("FAILURES BY " + by, source), HASH_BYTES)).doubleValue();
    }
}
