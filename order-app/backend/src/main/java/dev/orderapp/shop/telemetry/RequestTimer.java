package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Times requests ({@code http_server_requests_seconds}), in the stead of the framework's handler, and says of each whether it counts
 * for or against a release: {@code counted="false"} is what one visitor adds beyond the bounds. A slow request is bounded as a failure is,
 * or a stranger who finds one could repeat it; a fast one as a success.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTimer implements MeterObservationHandler<ServerRequestObservationContext> {

    /** Beyond it a request is slow; a bucket of the histogram ends there. */
    static final Duration SLOW = Duration.ofMillis(500);

    private final MeterRegistry registry;
    private final Ticker ticker;
    private final VisitorResolver visitors;
    private final VisitorQuota successes;
    private final FailureQuota failures;

    RequestTimer(MeterRegistry registry, Ticker ticker, VisitorResolver visitors, FailureQuota failures) {
        this.registry = registry;
        this.ticker = ticker;
        this.visitors = visitors;
        this.successes = VisitorQuota.ofSuccesses(ticker);
        this.failures = failures;
    }

    /** When a request began, and whose it is: asked for before an answer signs somebody in or out. */
    private record Start(long nanos, Visitor visitor) {}

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }

    @Override
    public void onStart(ServerRequestObservationContext context) {
        context.put(Start.class, new Start(ticker.read(), visitors.of(context.getCarrier())));
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        Start start = context.getRequired(Start.class);
        long nanos = ticker.read() - start.nanos();
        // Of the context, which ends with the request, everything is read now.
        String name = context.getName();
        List<Tag> tags = tags(context);
        if (nanos > SLOW.toNanos()) {
            failures.take(
                    FailureQuota.Kind.SLOW_REQUEST,
                    start.visitor(),
                    () -> record(name, tags, nanos, true),
                    () -> record(name, tags, nanos, false));
        } else {
            record(name, tags, nanos, successes.tryTake(start.visitor()));
        }
    }

    private void record(String name, List<Tag> tags, long nanos, boolean counted) {
        Timer.builder(name)
                .tags(tags)
                .tag("counted", Boolean.toString(counted))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** As the framework's handler names them. */
    private static List<Tag> tags(ServerRequestObservationContext context) {
        List<Tag> tags = new ArrayList<>();
        for (KeyValue value : context.getLowCardinalityKeyValues()) {
            tags.add(Tag.of(value.getKey(), value.getValue()));
        }
        Throwable error = context.getError();
        tags.add(Tag.of("error", error == null ? "none" : error.getClass().getSimpleName()));
        return tags;
    }
}
