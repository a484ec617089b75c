package dev.orderapp.shop.order;

import dev.orderapp.shop.language.LocalizedText;
import java.math.BigDecimal;

/**
 * One product of an order.
 *
 * @param name as it was when ordered
 * @param price of one piece in euros, as it was when ordered
 */
public record OrderLine(long productId, LocalizedText name, BigDecimal price, int quantity) {

    BigDecimal total() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
