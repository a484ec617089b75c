package dev.orderapp.shop.order;

import java.math.BigDecimal;

/**
 * One product of an order.
 *
 * @param name as it was when ordered
 * @param price of one piece in euros, as it was when ordered
 */
public record OrderLine(long productId, String name, BigDecimal price, int quantity) {

    BigDecimal total() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
