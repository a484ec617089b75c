package dev.orderapp.shop.order;

import dev.orderapp.shop.account.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An order as its customer sees it.
 *
 * @param address null if it has none yet
 * @param cancellable whether the customer may still call it off
 */
record OrderResponse(
        long id,
        OrderStatus status,
        Instant placedAt,
        BigDecimal total,
        List<LineResponse> items,
        Address address,
        boolean cancellable,
        List<ChangeResponse> history) {

    static OrderResponse of(Order order, Locale locale) {
        return new OrderResponse(
                order.id(),
                order.status(),
                order.placedAt(),
                order.total(),
                order.lines().stream()
                        .map(line -> LineResponse.of(line, locale))
                        .toList(),
                order.address().orElse(null),
                order.status().beforeShipping(),
                order.history().stream()
                        .map(change -> new ChangeResponse(change.status(), change.at(), change.by()))
                        .toList());
    }

    record LineResponse(long productId, String name, BigDecimal price, int quantity) {

        static LineResponse of(OrderLine line, Locale locale) {
            return new LineResponse(line.productId(), line.name().in(locale), line.price(), line.quantity());
        }
    }

    record ChangeResponse(OrderStatus status, Instant at, Role by) {}
}
