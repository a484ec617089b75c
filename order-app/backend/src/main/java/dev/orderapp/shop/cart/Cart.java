package dev.orderapp.shop.cart;

import dev.orderapp.shop.product.Product;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a customer means to buy. Nothing is reserved by it.
 *
 * @param lines in the order in which they were added
 */
record Cart(List<Line> lines) {

    static final int MAX_LINES = 50;
    static final int MAX_QUANTITY = 99;

    /** Pieces of all products. */
    int count() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    /** What all of it costs now, in euros. */
    BigDecimal total() {
        return lines.stream().map(Line::total).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    record Line(Product product, int quantity) {

        BigDecimal total() {
            return product.price().multiply(BigDecimal.valueOf(quantity));
        }

        /** Whether it could be ordered now. */
        boolean available() {
            return product.active() && product.stock() >= quantity;
        }
    }
}
