package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.orderapp.shop.account.CustomerId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts customers whose page reported ({@code shop_page_users_total}), and those for whom it failed
 * ({@code shop_page_users_failed_total}): each customer once in each, or one with a broken browser would weigh as much as
 * hundreds without. The page of a process' own revision alone is its business.
 */
@Component
class PageMetrics {

    /** Beyond that the oldest are forgotten, and may count again. */
    private static final int REMEMBERED = 20_000;

    private final Counter users;
    private final Counter failedUsers;
    private final Cache<CustomerId, Boolean> seen = remembering();
    private final Cache<CustomerId, Boolean> failed = remembering();

    PageMetrics(MeterRegistry registry) {
        this.users = Counter.builder("shop.page.users")
                .description("Customers whose page of this revision said how it started")
                .register(registry);
        this.failedUsers = Counter.builder("shop.page.users.failed")
                .description("Customers whose page of this revision failed")
                .register(registry);
    }

    /** That customer's page started. */
    void started(CustomerId customer) {
        if (isNew(seen, customer)) {
            users.increment();
        }
    }

    /** That customer's page failed; true if it did so for the first time. */
    boolean failed(CustomerId customer) {
        started(customer);
        boolean first = isNew(failed, customer);
        if (first) {
            failedUsers.increment();
        }
        return first;
    }

    private static boolean isNew(Cache<CustomerId, Boolean> customers, CustomerId customer) {
        return customers.asMap().putIfAbsent(customer, true) == null;
    }

    private static Cache<CustomerId, Boolean> remembering() {
        return Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    }
}
