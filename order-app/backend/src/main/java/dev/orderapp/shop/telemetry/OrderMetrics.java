package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts customers' attempts to order by outcome: {@code shop_orders_total{outcome="placed"}}. */
@Component
class OrderMetrics {

    private final OutcomeCounters<OrderOutcome> counters;
    private final ContributionLimits limits;

    OrderMetrics(MeterRegistry registry, Ticker ticker) {
        this.counters = new OutcomeCounters<>(
                OrderOutcome.class, "shop.orders", "Attempts of signed-in customers to place an order", registry);
        this.limits = new ContributionLimits(ticker);
    }

    /** An attempt of that customer ended so. */
    void count(Visitor customer, OrderOutcome outcome) {
        counters.count(
                switch (outcome) {
                    case PLACED -> limits.allowsSuccess(customer) ? outcome : OrderOutcome.PLACED_AGAIN;
                    case REFUSED, FAILED -> limits.allowsFailure(customer) ? outcome : OrderOutcome.FAILED_AGAIN;
                    default -> outcome;
                });
    }
}
