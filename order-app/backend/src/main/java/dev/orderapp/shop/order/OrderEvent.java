package dev.orderapp.shop.order;

import dev.orderapp.shop.account.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to an order besides its steps.
 *
 * @param by what the account was that did it
 * @param who the account's name
 * @param reason why, in the words of who did it; empty if they said nothing
 * @param lines the pieces that it happened to, as they were ordered
 * @param parcel with whom they travel, where that was said
 * @param correctedParcel the id of the event that sent the parcel of which this one says with whom it travels
 * @param restocked whether the pieces are in the stock again
 * @param amount in euros, of a refund
 */
public record OrderEvent(
        long id,
        OrderEventKind kind,
        Instant at,
        Role by,
        String who,
        String reason,
        List<OrderLine> lines,
        Optional<Parcel> parcel,
        Optional<Long> correctedParcel,
        boolean restocked,
        Optional<BigDecimal> amount) {

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "OrderEvent[%d, %s, %s, %s]".formatted(id, kind, at, by);
    }
}
