package dev.orderapp.shop.order;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Something that is to happen to an order; see {@link OrderEvent}.
 *
 * @param by who, and why
 * @param key names the attempt among all of whoever makes it; empty where doing it twice changes nothing
 * @param pieces by product id
 */
record OrderEventDraft(
        OrderEventKind kind,
        long order,
        Actor by,
        Optional<UUID> key,
        SortedMap<Long, Integer> pieces,
        Optional<Parcel> parcel,
        Optional<Long> correctedParcel,
        boolean restocked,
        Optional<BigDecimal> amount) {

    /** Of anything without pieces, a parcel or money. */
    static OrderEventDraft of(OrderEventKind kind, long order, Actor by) {
        return new OrderEventDraft(
                kind,
                order,
                by,
                Optional.empty(),
                Collections.emptySortedMap(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    OrderEventDraft attempt(UUID name) {
        return new OrderEventDraft(
                kind, order, by, Optional.of(name), pieces, parcel, correctedParcel, restocked, amount);
    }

    OrderEventDraft pieces(SortedMap<Long, Integer> those) {
        return new OrderEventDraft(kind, order, by, key, those, parcel, correctedParcel, restocked, amount);
    }

    OrderEventDraft parcel(Parcel said) {
        return new OrderEventDraft(kind, order, by, key, pieces, Optional.of(said), correctedParcel, restocked, amount);
    }

    OrderEventDraft correcting(long sentParcel) {
        return new OrderEventDraft(kind, order, by, key, pieces, parcel, Optional.of(sentParcel), restocked, amount);
    }

    OrderEventDraft restocked(boolean inStock) {
        return new OrderEventDraft(kind, order, by, key, pieces, parcel, correctedParcel, inStock, amount);
    }

    OrderEventDraft amount(BigDecimal euros) {
        return new OrderEventDraft(
                kind, order, by, key, pieces, parcel, correctedParcel, restocked, Optional.of(euros));
    }

    /** Whether that is what happened. */
    boolean describes(OrderEvent event) {
        return kind == event.kind()
                && by.reason().equals(event.reason())
                && pieces.equals(
                        event.lines().stream().collect(Collectors.toMap(OrderLine::productId, OrderLine::quantity)))
                && parcel.equals(event.parcel())
                && restocked == event.restocked()
                && amount.equals(event.amount());
    }
}
