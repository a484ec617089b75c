package dev.orderapp.shop.database;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Does work whole or not at all, and again after a deadlock. */
@Component
public class Transactions {

    /** The database ends a deadlock by failing one of its transactions; done again it nearly always goes through. */
    private static final RetryPolicy AFTER_DEADLOCK = RetryPolicy.builder()
            .includes(PessimisticLockingFailureException.class)
            .maxRetries(5)
            .delay(Duration.ofMillis(10))
            .jitter(Duration.ofMillis(10))
            .multiplier(2)
            .build();

    private final TransactionOperations transactions;
    private final RetryTemplate retry = new RetryTemplate(AFTER_DEADLOCK);

    public Transactions(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    /**
     * Does the work in one transaction, which any exception undoes.
     *
     * @param work may be done several times, so it must not change anything outside the database
     * @throws PessimisticLockingFailureException if it ends in a deadlock again and again
     */
    public <T> T of(Supplier<T> work) {
        return retry.invoke(() -> transactions.execute(transaction -> work.get()));
    }
}
