package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountHolder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer has bought.
 *
 * @param lines in the order of their product ids
 * @param address missing where it was placed by a release that didn't ask for one
 * @param history all steps, the placing first
 */
public record Order(
        long id,
        AccountHolder customer,
        OrderStatus status,
        Instant placedAt,
        List<OrderLine> lines,
        Optional<Address> address,
        List<OrderChange> history) {

    /** What the customer pays, in euros. */
    public BigDecimal total() {
        return lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether the order holds exactly those items. */
    boolean contains(OrderItems items) {
        return lines.size() == items.quantities().size()
                && lines.stream().allMatch(line -> Integer.valueOf(line.quantity())
                        .equals(items.quantities().get(line.productId())));
    }
}
