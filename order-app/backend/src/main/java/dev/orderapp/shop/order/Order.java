package dev.orderapp.shop.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a customer has bought.
 *
 * @param lines in the order of their product ids
 */
public record Order(long id, OrderStatus status, Instant placedAt, List<OrderLine> lines) {

    /** What the customer pays, in euros. */
    public BigDecimal total() {
        return lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether the order holds exactly what the basket asks for. */
    boolean holds(Basket basket) {
        return lines.size() == basket.quantities().size()
                && lines.stream().allMatch(line -> Integer.valueOf(line.quantity())
                        .equals(basket.quantities().get(line.productId())));
    }
}
