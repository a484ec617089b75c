package dev.orderapp.shop.order;

import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.price.OrderPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An order as its customer sees it.
 *
 * @param items without what was called off of it
 * @param address null if it has none yet
 * @param cancellable whether the customer may still call it off
 * @param partlySent whether a part of it is on its way, and a part is still to be sent
 * @param refunded in euros
 * @param events what happened to it besides its steps
 * @param price what {@code total} is made of
 */
record OrderResponse(
        long id,
        OrderStatus status,
        Instant placedAt,
        BigDecimal total,
        List<LineResponse> items,
        Address address,
        boolean cancellable,
        List<ChangeResponse> history,
        boolean partlySent,
        List<ParcelResponse> parcels,
        BigDecimal refunded,
        List<EventResponse> events,
        OrderPrice price) {

    static OrderResponse of(Order order, Locale locale) {
        return new OrderResponse(
                order.id(),
                order.status(),
                order.placedAt(),
                order.total(),
                LineResponse.of(order.lines(), locale),
                order.address().orElse(null),
                order.status().beforeShipping(),
                order.history().stream()
                        .map(change -> new ChangeResponse(change.status(), change.at(), change.by(), change.reason()))
                        .toList(),
                order.partlySent(),
                order.log().parcels().stream()
                        .map(sent -> ParcelResponse.of(sent, locale))
                        .toList(),
                order.log().refunded(),
                order.log().events().stream()
                        .map(event -> EventResponse.of(event, locale))
                        .toList(),
                order.price());
    }

    record LineResponse(long productId, String name, BigDecimal price, int quantity) {

        static List<LineResponse> of(List<OrderLine> lines, Locale locale) {
            return lines.stream()
                    .map(line ->
                            new LineResponse(line.productId(), line.name().in(locale), line.price(), line.quantity()))
                    .toList();
        }
    }

    /** @param reason empty if none was given */
    record ChangeResponse(OrderStatus status, Instant at, Role by, String reason) {}

    /** @param carrier and {@code trackingNumber}: null if it is not known with whom it travels */
    record ParcelResponse(long id, Instant sentAt, String carrier, String trackingNumber, List<LineResponse> items) {

        static ParcelResponse of(SentParcel sent, Locale locale) {
            return new ParcelResponse(
                    sent.id(),
                    sent.sentAt(),
                    sent.parcel().map(Parcel::carrier).orElse(null),
                    sent.parcel().map(Parcel::trackingNumber).orElse(null),
                    LineResponse.of(sent.lines(), locale));
        }
    }

    /**
     * @param reason empty if none was given
     * @param items that it happened to
     * @param parcel with whom they travel; null if nothing was said of it
     * @param amount in euros, of a refund; else null
     */
    record EventResponse(
            OrderEventKind kind,
            Instant at,
            Role by,
            String reason,
            List<LineResponse> items,
            Parcel parcel,
            BigDecimal amount) {

        static EventResponse of(OrderEvent event, Locale locale) {
            return new EventResponse(
                    event.kind(),
                    event.at(),
                    event.by(),
                    event.reason(),
                    LineResponse.of(event.lines(), locale),
                    event.parcel().orElse(null),
                    event.amount().orElse(null));
        }
    }
}
