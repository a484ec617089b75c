package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.Products;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Places an order exactly once, however often and wherever the same attempt arrives, and never sells what isn't there. */
@Service
class OrderPlacement {

    /** The database ends a deadlock by failing one of its transactions; done again it nearly always goes through. */
    private static final RetryPolicy AFTER_DEADLOCK = RetryPolicy.builder()
            .includes(PessimisticLockingFailureException.class)
            .maxRetries(5)
            .delay(Duration.ofMillis(10))
            .jitter(Duration.ofMillis(10))
            .multiplier(2)
            .build();

    private final Orders orders;
    private final Products products;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final RetryTemplate retry = new RetryTemplate(AFTER_DEADLOCK);

    OrderPlacement(Orders orders, Products products, TransactionOperations transactions, Clock clock) {
        this.orders = orders;
        this.products = products;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Orders the basket's content, or finds that this attempt has been made already.
     *
     * @param key names the attempt among all of this customer
     * @throws OutOfStockException if something is sold out; then nothing is taken
     * @throws UnknownProductException if something is not for sale; then nothing is taken
     * @throws KeyReusedException if the key named an attempt to order something else
     */
    PlacedOrder place(CustomerId customer, UUID key, Basket basket) {
        try {
            Order order = retry.invoke(() -> transactions.execute(transaction -> placeNew(customer, key, basket)));
            return new PlacedOrder(order, false);
        } catch (DuplicateKeyException e) {
            return new PlacedOrder(orderOfBefore(customer, key, basket), true);
        }
    }

    private Order orderOfBefore(CustomerId customer, UUID key, Basket basket) {
        Order order = orders.findByKey(customer, key).orElseThrow();
        if (!order.holds(basket)) {
            throw new KeyReusedException();
        }
        return order;
    }

    /**
     * The order's row comes first: its unique key makes the same attempt elsewhere wait for our end. Prices are read
     * after the stock was taken, when our locks keep them from changing.
     */
    private Order placeNew(CustomerId customer, UUID key, Basket basket) {
        // As precise as the database keeps it, so that the same order reads the same ever after.
        var placedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long id = orders.insert(customer, key, placedAt);
        basket.quantities().forEach(this::take);
        List<OrderLine> lines = products.findAll(basket.quantities().keySet()).stream()
                .map(product -> new OrderLine(
                        product.id(),
                        product.name(),
                        product.price(),
                        basket.quantities().get(product.id())))
                .toList();
        orders.insertLines(id, lines);
        return new Order(id, OrderStatus.PLACED, placedAt, lines);
    }

    private void take(long productId, int quantity) {
        if (!products.take(productId, quantity)) {
            Product product = products.find(productId).orElseThrow(() -> new UnknownProductException(productId));
            throw new OutOfStockException(product);
        }
    }
}
