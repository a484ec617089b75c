package dev.orderapp.shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts attempts to order by outcome: {@code shop_orders_total{outcome="placed"}}. All outcomes show from the start. */
@Component
class OrderMetrics {

    private final Map<OrderOutcome, Counter> counters = new EnumMap<>(OrderOutcome.class);

    OrderMetrics(MeterRegistry registry) {
        for (OrderOutcome outcome : OrderOutcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("shop.orders")
                            .description("Attempts to place an order")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(OrderOutcome outcome) {
        counters.get(outcome).increment();
    }
}
