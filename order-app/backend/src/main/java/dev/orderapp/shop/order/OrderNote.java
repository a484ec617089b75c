package dev.orderapp.shop.order;

import java.time.Instant;

/**
 * What one of the staff tells the others of an order. No customer sees it.
 *
 * @param who the name of whoever wrote it
 */
public record OrderNote(long id, Instant at, String who, String text) {

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "OrderNote[" + id + "]";
    }
}
