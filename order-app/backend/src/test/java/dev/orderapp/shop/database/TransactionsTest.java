package dev.orderapp.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class TransactionsTest {

    @Test
    void workThatLosesDeadlocksIsDoneAgain() {
        Deadlocks deadlocks = new Deadlocks(3);

        assertThat(new Transactions(deadlocks).execute(() -> "done")).isEqualTo("done");

        assertThat(deadlocks.attempts).isEqualTo(4);
    }

    @Test
    void deadlocksWithoutEndAreGivenUp() {
        Deadlocks deadlocks = new Deadlocks(Integer.MAX_VALUE);

        assertThatThrownBy(() -> new Transactions(deadlocks).execute(() -> "done"))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(deadlocks.attempts).isEqualTo(6);
    }

    @Test
    void otherFailuresAreNotRepeated() {
        Deadlocks none = new Deadlocks(0);

        assertThatThrownBy(() -> new Transactions(none).execute(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");

        assertThat(none.attempts).isEqualTo(1);
    }

    /** A database that ends the first transactions by deadlock and lets the next one through. */
    private static final class Deadlocks implements TransactionOperations {

        private final int deadlocks;
        private int attempts;

        Deadlocks(int deadlocks) {
            this.deadlocks = deadlocks;
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            attempts++;
            if (attempts <= deadlocks) {
                throw new CannotAcquireLockException("Deadlock found when trying to get lock");
            }
            return action.doInTransaction(new SimpleTransactionStatus());
        }
    }
}
