package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.account.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class OrderPlacementTest {

    private static final Order ORDER = new Order(7, OrderStatus.PLACED, Instant.EPOCH, List.of());

    @Test
    void anOrderThatLosesDeadlocksIsTriedAgain() {
        Deadlocks deadlocks = new Deadlocks(3);

        assertThat(place(deadlocks)).isEqualTo(new PlacedOrder(ORDER, false));

        assertThat(deadlocks.attempts).isEqualTo(4);
    }

    @Test
    void deadlocksWithoutEndAreGivenUp() {
        Deadlocks deadlocks = new Deadlocks(Integer.MAX_VALUE);

        assertThatThrownBy(() -> place(deadlocks)).isInstanceOf(CannotAcquireLockException.class);

        assertThat(deadlocks.attempts).isEqualTo(6);
    }

    private PlacedOrder place(TransactionOperations transactions) {
        OrderPlacement placement = new OrderPlacement(null, null, transactions, Clock.systemUTC());
        return placement.place(new CustomerId(1), UUID.randomUUID(), new Basket(new TreeMap<>(Map.of(1L, 1))));
    }

    /** A database that ends the first transactions by deadlock and lets the next one through. */
    private static final class Deadlocks implements TransactionOperations {

        private final int deadlocks;
        private int attempts;

        Deadlocks(int deadlocks) {
            this.deadlocks = deadlocks;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T execute(TransactionCallback<T> action) {
            attempts++;
            if (attempts <= deadlocks) {
                throw new CannotAcquireLockException("Deadlock found when trying to get lock");
            }
            return (T) ORDER;
        }
    }
}
