package dev.orderapp.shop.body;

import dev.orderapp.shop.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts the bodies that were refused on their way: {@code shop_bodies_refused_total{reason="slow"}}. No release is judged by it. */
@Component
class RefusedBodies {

    private final Map<Problem, Counter> counters;

    RefusedBodies(MeterRegistry registry) {
        this.counters = Map.of(
                Problem.BODY_TOO_SLOW, counter("slow", registry),
                Problem.TOO_MANY_BODIES, counter("too_many", registry),
                Problem.MALFORMED_REQUEST, counter("cut_off", registry));
    }

    private static Counter counter(String reason, MeterRegistry registry) {
        return Counter.builder("shop.bodies.refused")
                .description("Bodies of requests that came too slowly, were too many at once or ended too early")
                .tag("reason", reason)
                .register(registry);
    }

    /** A body was refused for that. */
    void count(Problem problem) {
        counters.get(problem).increment();
    }
}
