package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.account.CustomerId;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts customers' attempts to order by outcome: {@code shop_orders_total{outcome="placed"}}. */
@Component
class OrderMetrics {

    private final OutcomeCounters<OrderOutcome> counters;
    private final FirstOfMinute<CustomerId> failures;

    OrderMetrics(MeterRegistry registry, Ticker ticker) {
        this.counters = new OutcomeCounters<>(
                OrderOutcome.class, "shop.orders", "Attempts of signed-in customers to place an order", registry);
        this.failures = new FirstOfMinute<>(ticker);
    }

    /** An attempt of that customer was answered with that status. */
    void count(CustomerId customer, int status) {
        OrderOutcome outcome = OrderOutcome.of(status);
        boolean bad = outcome == OrderOutcome.REFUSED || outcome == OrderOutcome.FAILED;
        counters.count(bad && !failures.isFirst(customer) ? OrderOutcome.FAILED_AGAIN : outcome);
    }
}
