package dev.orderapp.shop.order;

import dev.orderapp.shop.account.Role;
import java.time.Instant;

/**
 * A step that an order took.
 *
 * @param by what the account was that did it
 * @param who the account's name
 * @param reason why, in the words of who did it; empty if they said nothing
 */
public record OrderChange(OrderStatus status, Instant at, Role by, String who, String reason) {

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "OrderChange[%s, %s, %s]".formatted(status, at, by);
    }
}
