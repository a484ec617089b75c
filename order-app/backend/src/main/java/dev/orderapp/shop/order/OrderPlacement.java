package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.cart.Carts;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.price.Pricing;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.Products;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Places an order exactly once, however often and wherever the same submission arrives, and never sells what isn't there. */
@Service
class OrderPlacement {

    private final Orders orders;
    private final Products products;
    private final Pricing pricing;
    private final Carts carts;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    OrderPlacement(
            Orders orders,
            Products products,
            Pricing pricing,
            Carts carts,
            Outbox outbox,
            Transactions transactions,
            Clock clock) {
        this.orders = orders;
        this.products = products;
        this.pricing = pricing;
        this.carts = carts;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Orders what the submission asks for and takes it out of the cart, or finds that this submission has been made already.
     *
     * @param locale in which is said what can't be had, and the customer is written to
     * @throws OutOfStockException if something is sold out; then nothing is taken
     * @throws ProductNotForSaleException if something is not for sale; then nothing is taken
     * @throws KeyReusedException if the key named a submission to order something else
     */
    PlacedOrder place(OrderSubmission submission, Locale locale) {
        try {
            long id = transactions.execute(() -> placeNew(submission, locale));
            return new PlacedOrder(orders.find(id).orElseThrow(), false);
        } catch (DuplicateKeyException e) {
            return new PlacedOrder(existingOrder(submission), true);
        }
    }

    private Order existingOrder(OrderSubmission submission) {
        AccountId customer = submission.customer();
        Order order = orders.findByIdempotencyKey(customer, submission.key()).orElseThrow();
        boolean elsewhere = order.address().isPresent()
                && submission.address().isPresent()
                && !order.address().equals(submission.address());
        if (!order.contains(submission.items()) || elsewhere) {
            throw new KeyReusedException();
        }
        if (order.address().isPresent() || submission.address().isEmpty()) {
            return order;
        }
        // A release that knows no addresses took the first submission and dropped its address.
        orders.setAddress(order.id(), submission.address().get());
        return orders.find(order.id()).orElseThrow();
    }

    /**
     * The order's row comes first: its unique key makes the same submission elsewhere wait for our end. Prices are read
     * after the stock was taken, when our locks keep them from changing.
     */
    private long placeNew(OrderSubmission submission, Locale locale) {
        // As precise as the database keeps it, so that the same order reads the same ever after.
        var placedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var quantities = submission.items().quantities();
        long id = orders.insert(submission.customer(), submission.key(), placedAt, locale);
        quantities.forEach((product, quantity) -> take(product, quantity, locale));
        List<Product> ordered = products.findAll(quantities.keySet());
        List<OrderLine> lines = ordered.stream()
                .map(product ->
                        new OrderLine(product.id(), product.name(), product.price(), quantities.get(product.id())))
                .toList();
        orders.insertLines(id, lines);
        orders.setCharges(id, pricing.charges(ordered, quantities));
        submission.address().ifPresent(address -> orders.setAddress(id, address));
        carts.remove(submission.customer(), quantities.keySet());
        outbox.aboutOrder(LetterKind.ORDER_PLACED, id);
        return id;
    }

    private void take(long productId, int quantity, Locale locale) {
        if (products.take(productId, quantity)) {
            return;
        }
        Optional<Product> product = products.find(productId).filter(Product::active);
        throw new OutOfStockException(product.orElseThrow(() -> new ProductNotForSaleException(productId)), locale);
    }
}
