package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.cart.Carts;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.Products;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Places an order exactly once, however often and wherever the same attempt arrives, and never sells what isn't there. */
@Service
class OrderPlacement {

    private final Orders orders;
    private final Products products;
    private final Carts carts;
    private final Transactions transactions;
    private final Clock clock;

    OrderPlacement(Orders orders, Products products, Carts carts, Transactions transactions, Clock clock) {
        this.orders = orders;
        this.products = products;
        this.carts = carts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Orders what the attempt asks for and takes it out of the cart, or finds that this attempt has been made already.
     *
     * @param reader in whose language is said what can't be had
     * @throws OutOfStockException if something is sold out; then nothing is taken
     * @throws ProductNotForSaleException if something is not for sale; then nothing is taken
     * @throws KeyReusedException if the key named an attempt to order something else
     */
    PlacedOrder place(OrderAttempt attempt, Locale reader) {
        try {
            long id = transactions.of(() -> placeNew(attempt, reader));
            return new PlacedOrder(orders.find(id).orElseThrow(), false);
        } catch (DuplicateKeyException e) {
            return new PlacedOrder(orderOfBefore(attempt), true);
        }
    }

    private Order orderOfBefore(OrderAttempt attempt) {
        CustomerId customer = attempt.customer();
        Order order = orders.findByKey(customer, attempt.key()).orElseThrow();
        boolean elsewhere = order.address().isPresent()
                && attempt.address().isPresent()
                && !order.address().equals(attempt.address());
        if (!order.holds(attempt.basket()) || elsewhere) {
            throw new KeyReusedException();
        }
        if (order.address().isPresent() || attempt.address().isEmpty()) {
            return order;
        }
        // A release that knows no addresses took the first attempt and dropped its address.
        orders.setAddress(order.id(), attempt.address().get());
        return orders.find(order.id()).orElseThrow();
    }

    /**
     * The order's row comes first: its unique key makes the same attempt elsewhere wait for our end. Prices are read
     * after the stock was taken, when our locks keep them from changing.
     */
    private long placeNew(OrderAttempt attempt, Locale reader) {
        // As precise as the database keeps it, so that the same order reads the same ever after.
        var placedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var quantities = attempt.basket().quantities();
        long id = orders.insert(attempt.customer(), attempt.key(), placedAt);
        quantities.forEach((product, quantity) -> take(product, quantity, reader));
        List<OrderLine> lines = products.findAll(quantities.keySet()).stream()
                .map(product ->
                        new OrderLine(product.id(), product.name(), product.price(), quantities.get(product.id())))
                .toList();
        orders.insertLines(id, lines);
        attempt.address().ifPresent(address -> orders.setAddress(id, address));
        carts.remove(attempt.customer(), quantities.keySet());
        return id;
    }

    private void take(long productId, int quantity, Locale reader) {
        if (products.take(productId, quantity)) {
            return;
        }
        Optional<Product> product = products.find(productId).filter(Product::active);
        throw new OutOfStockException(product.orElseThrow(() -> new ProductNotForSaleException(productId)), reader);
    }
}
