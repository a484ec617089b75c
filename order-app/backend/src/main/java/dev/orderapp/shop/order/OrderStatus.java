package dev.orderapp.shop.order;

import java.util.EnumSet;
import java.util.Set;

/** How far an order has come. The names stand in the database and in the API. */
public enum OrderStatus {
    /** Accepted and taken from the stock; nobody has looked at it yet. */
    PLACED,
    /** The shop's staff will send it. */
    CONFIRMED,
    /** On its way. */
    SHIPPED,
    /** Arrived. */
    DELIVERED,
    /** Called off before it was sent; its pieces are in the stock again. */
    CANCELLED;

    /** What may come next. */
    public Set<OrderStatus> next() {
        return switch (this) {
            case PLACED -> EnumSet.of(CONFIRMED, CANCELLED);
            case CONFIRMED -> EnumSet.of(SHIPPED, CANCELLED);
            case SHIPPED -> EnumSet.of(DELIVERED);
            case DELIVERED, CANCELLED -> EnumSet.noneOf(OrderStatus.class);
        };
    }

    /** Whether it is on its way, at least a part of it, or has arrived. */
    public boolean sent() {
        return this == SHIPPED || this == DELIVERED;
    }

    /** Whether it can still be called off, or sent to another address. */
    public boolean beforeShipping() {
        return next().contains(CANCELLED);
    }
}
