package dev.orderapp.shop.order;

import dev.orderapp.shop.account.Role;
import java.time.Instant;

/**
 * A step that an order took.
 *
 * @param by what the account was that did it
 * @param who the account's name
 */
public record OrderChange(OrderStatus status, Instant at, Role by, String who) {

    /** Without the name. */
    @Override
    public String toString() {
        return "OrderChange[%s, %s, %s]".formatted(status, at, by);
    }
}
