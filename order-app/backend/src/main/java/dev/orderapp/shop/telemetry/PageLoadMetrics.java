package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts customers whose page reported ({@code shop_page_users_total}), and those for whom it failed
 * ({@code shop_page_users_failed_total}): each visitor once in each, or one with a broken browser would weigh as much as
 * hundreds without. All new accounts of one network are one visitor, and what fails for one counts as in {@link FailureQuota}. The page of a process' own revision alone is its business.
 */
@Component
class PageLoadMetrics {

    /** Beyond that the oldest are forgotten, and may count again. */
    private static final int MAX_VISITORS = 20_000;

    private final Counter users;
    private final Counter failedUsers;
    private final Cache<Visitor, Boolean> seen = remembering();
    private final Cache<Visitor, Boolean> failed = remembering();

    private final FailureQuota failures;

    PageLoadMetrics(MeterRegistry registry, FailureQuota failures) {
        this.failures = failures;
        this.users = Counter.builder("shop.page.users")
                .description("Customers whose page of this revision said how it started")
                .register(registry);
        this.failedUsers = Counter.builder("shop.page.users.failed")
                .description("Customers whose page of this revision failed")
                .register(registry);
    }

    /** That customer's page started. */
    void started(Visitor customer) {
        if (isNew(seen, customer)) {
            users.increment();
        }
    }

    /** That customer's page failed; true if it did so for the first time here. */
    boolean failed(Visitor customer) {
        started(customer);
        boolean first = isNew(failed, customer);
        if (first) {
            failures.take(FailureQuota.Kind.PAGE, customer, failedUsers::increment, () -> {});
        }
        return first;
    }

    private static boolean isNew(Cache<Visitor, Boolean> customers, Visitor customer) {
        return customers.asMap().putIfAbsent(customer, true) == null;
    }

    private static Cache<Visitor, Boolean> remembering() {
        return Caffeine.newBuilder().maximumSize(MAX_VISITORS).build();
    }
}
