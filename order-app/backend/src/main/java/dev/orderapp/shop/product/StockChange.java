package dev.orderapp.shop.product;

import java.time.Instant;

/**
 * Pieces that staff have added or taken away.
 *
 * @param by the name of whoever did it
 */
public record StockChange(long id, int change, String reason, Instant at, String by) {

    /** Without the name. */
    @Override
    public String toString() {
        return "StockChange[%d, %d]".formatted(id, change);
    }
}
