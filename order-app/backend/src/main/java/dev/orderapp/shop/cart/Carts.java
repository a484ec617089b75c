package dev.orderapp.shop.cart;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.database.DatabaseTime;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.product.Product;
import dev.orderapp.shop.product.Products;
import dev.orderapp.shop.product.UnknownProductException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The carts in the database: one per account. Every method names the customer, so that nobody reaches another one's. */
@Repository
public class Carts {

    private final JdbcClient jdbc;
    private final Products products;
    private final Clock clock;

    Carts(JdbcClient jdbc, Products products, Clock clock) {
        this.jdbc = jdbc;
        this.products = products;
        this.clock = clock;
    }

    Cart of(AccountId customer) {
        Map<Long, Integer> quantities = quantities(customer);
        return new Cart(products.findAll(quantities.keySet()).stream()
                .map(product -> new Cart.Line(product, quantities.get(product.id())))
                .toList());
    }

    /**
     * Sets the quantity of a product in the cart.
     *
     * @throws UnknownProductException if that is not for sale
     * @throws ProblemException if the cart is full
     */
    void put(AccountId customer, long product, int quantity) {
        products.find(product).filter(Product::active).orElseThrow(() -> new UnknownProductException(product));
        Map<Long, Integer> quantities = quantities(customer);
        if (quantities.size() >= Cart.MAX_LINES && !quantities.containsKey(product)) {
            throw new ProblemException(Problem.CART_FULL, Cart.MAX_LINES);
        }
        write(customer, product, quantity);
    }

    /** Adds what was collected elsewhere: of each product the larger quantity counts, and what isn't for sale doesn't. */
    void merge(AccountId customer, Map<Long, Integer> collected) {
        Map<Long, Integer> quantities = quantities(customer);
        List<Product> known = products.findAll(collected.keySet());
        for (Product product : known) {
            boolean fits = quantities.containsKey(product.id()) || quantities.size() < Cart.MAX_LINES;
            if (product.active() && fits) {
                int quantity = quantities.merge(product.id(), collected.get(product.id()), Math::max);
                write(customer, product.id(), quantity);
            }
        }
    }

    /** Takes those products out, also when they aren't in. */
    public void remove(AccountId customer, Collection<Long> ofProducts) {
        jdbc.sql("DELETE FROM cart_line WHERE customer_id = :customer AND product_id IN (:products)")
                .param("customer", customer.value())
                .param("products", new ArrayList<>(ofProducts))
                .update();
    }

    void clear(AccountId customer) {
        jdbc.sql("DELETE FROM cart_line WHERE customer_id = ?")
                .param(customer.value())
                .update();
    }

    private void write(AccountId customer, long product, int quantity) {
        jdbc.sql("""
                        INSERT INTO cart_line (customer_id, product_id, quantity, added_at) VALUES (?, ?, ?, ?)
                        ON DUPLICATE KEY UPDATE quantity = VALUES(quantity)
                        """)
                .params(customer.value(), product, quantity, DatabaseTime.now(clock))
                .update();
    }

    private Map<Long, Integer> quantities(AccountId customer) {
        Map<Long, Integer> quantities = new LinkedHashMap<>();
        jdbc.sql("SELECT product_id, quantity FROM cart_line WHERE customer_id = ? ORDER BY added_at, product_id")
                .param(customer.value())
                .query(row -> {
                    quantities.put(row.getLong("product_id"), row.getInt("quantity"));
                });
        return quantities;
    }
}
