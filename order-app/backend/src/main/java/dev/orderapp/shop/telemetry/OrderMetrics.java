package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts customers' attempts to order by outcome: {@code shop_orders_total{outcome="placed"}}. */
@Component
class OrderMetrics {

    private final OutcomeCounters<OrderOutcome> counters;
    private final VisitorQuota successes;
    private final FailureQuota failures;

    OrderMetrics(MeterRegistry registry, Ticker ticker, FailureQuota failures) {
        this.counters = new OutcomeCounters<>(
                OrderOutcome.class, "shop.orders", "Attempts of signed-in customers to place an order", registry);
        this.successes = VisitorQuota.ofSuccesses(ticker);
        this.failures = failures;
    }

    /** An attempt of that customer ended so. */
    void count(Visitor customer, OrderOutcome outcome) {
        switch (outcome) {
            case PLACED ->
                counters.count(successes.tryTake(customer) ? OrderOutcome.PLACED : OrderOutcome.PLACED_AGAIN);
            case REFUSED, FAILED ->
                failures.take(
                        FailureQuota.Kind.ORDER,
                        customer,
                        () -> counters.count(outcome),
                        () -> counters.count(OrderOutcome.FAILED_AGAIN));
            default -> counters.count(outcome);
        }
    }
}
