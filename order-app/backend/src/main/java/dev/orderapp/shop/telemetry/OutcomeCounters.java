package dev.orderapp.shop.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A counter per outcome, told apart by the tag {@code outcome}. All exist from the start: a series that appears with its
 * first event hides that event from whoever reads increments.
 *
 * @param <O> the outcomes
 */
class OutcomeCounters<O extends Enum<O>> {

    private final Map<O, Counter> counters;

    OutcomeCounters(Class<O> outcomes, String name, String description, MeterRegistry registry) {
        this.counters = new EnumMap<>(outcomes);
        for (O outcome : outcomes.getEnumConstants()) {
            counters.put(
                    outcome,
                    Counter.builder(name)
                            .description(description)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(O outcome) {
        counters.get(outcome).increment();
    }
}
