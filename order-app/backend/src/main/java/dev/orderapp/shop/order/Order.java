package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.price.Charges;
import dev.orderapp.shop.price.OrderPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a customer has bought.
 *
 * @param lines without what was called off of it, in the order of their product ids
 * @param address missing where it was placed by a release that didn't ask for one
 * @param history all steps, the placing first
 * @param log what else happened to it
 * @param charges what it costs besides its lines, as it was when ordered
 */
public record Order(
        long id,
        AccountHolder customer,
        OrderStatus status,
        Instant placedAt,
        List<OrderLine> lines,
        Optional<Address> address,
        List<OrderChange> history,
        OrderLog log,
        Charges charges) {

    /** What it costs, before anything is given back. Shipping costs the same when items were called off. */
    public OrderPrice price() {
        return OrderPrice.of(lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add), charges);
    }

    /** What the customer pays, before anything is given back. */
    public BigDecimal total() {
        return price().total();
    }

    /** What can still be given back, shipping included. Of an order that was called off nothing was taken. */
    public BigDecimal refundable() {
        return status.sent() ? total().subtract(log.refunded()) : BigDecimal.ZERO;
    }

    /** How many pieces of the line were sent. The release before sends whole orders, and says nothing of parcels. */
    public int sent(OrderLine line) {
        if (!status.sent()) {
            return 0;
        }
        return log.parcels().isEmpty() ? line.quantity() : log.pieces(OrderEventKind.PARCEL_SENT, line.productId());
    }

    /** How many pieces of the line came back. */
    public int returned(OrderLine line) {
        return log.pieces(OrderEventKind.REFUNDED, line.productId());
    }

    /** Whether a part of it is on its way, and a part is still to be sent. */
    public boolean partlySent() {
        return status.sent() && lines.stream().anyMatch(line -> sent(line) < line.quantity());
    }

    /** What may come next. It has not arrived before all of it was sent. */
    public Set<OrderStatus> next() {
        return partlySent() ? EnumSet.noneOf(OrderStatus.class) : status.next();
    }

    /** Whether exactly those items were ordered. */
    boolean contains(OrderItems items) {
        Map<Long, Integer> ordered = new TreeMap<>();
        Stream.concat(lines.stream(), log.cancelled().stream())
                .forEach(line -> ordered.merge(line.productId(), line.quantity(), Integer::sum));
        return ordered.equals(items.quantities());
    }
}
