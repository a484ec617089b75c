package dev.orderapp.shop.database;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Does work whole or not at all, and again when another transaction was in its way. */
@Component
public class Transactions {

    /**
     * The database ends a deadlock by failing one of its transactions; done again it nearly always goes through. One that
     * waited for a lock as long as is allowed, 4 s, is done once more: 8 s in all, when a request counts as hanging, and its
     * client gives up, after 10 s.
     */
    private static final RetryPolicy WHEN_LOCKED_OUT = RetryPolicy.builder()
            .includes(PessimisticLockingFailureException.class)
            .maxRetries(5)
            .timeout(Duration.ofSeconds(5))
            .delay(Duration.ofMillis(10))
            .jitter(Duration.ofMillis(10))
            .multiplier(2)
            .build();

    private final TransactionOperations transactions;
    private final RetryTemplate retry = new RetryTemplate(WHEN_LOCKED_OUT);

    public Transactions(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    /**
     * Does the work in one transaction, which any exception undoes.
     *
     * @param work may be done several times, so it must not change anything outside the database
     * @throws PessimisticLockingFailureException if others are in the way for too long
     * @throws org.springframework.dao.DataAccessResourceFailureException or {@link
     *     org.springframework.transaction.TransactionSystemException} if the connection broke: the work may or may not have
     *     been done, and a caller that repeats it must be able to tell
     */
    public <T> T execute(Supplier<T> work) {
        return retry.invoke(() -> transactions.execute(transaction -> work.get()));
    }
}
