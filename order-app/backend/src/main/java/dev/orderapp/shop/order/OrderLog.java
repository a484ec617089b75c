package dev.orderapp.shop.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What happened to an order besides its steps, the first first, and what follows from it.
 *
 * @param events never changed, only added to
 */
public record OrderLog(List<OrderEvent> events) {

    /** What was sent, each parcel with what was last said of it. */
    public List<SentParcel> parcels() {
        return of(OrderEventKind.PARCEL_SENT).stream()
                .map(sent -> new SentParcel(sent.id(), sent.at(), lastSaidOf(sent), sent.lines()))
                .toList();
    }

    /** @throws java.util.NoSuchElementException if there is none of that id */
    public OrderEvent event(long id) {
        return events.stream().filter(event -> event.id() == id).findFirst().orElseThrow();
    }

    /** What was called off of it, entry by entry: a product may stand in several. */
    List<OrderLine> cancelled() {
        return lines(OrderEventKind.ITEMS_CANCELLED);
    }

    /** In euros. */
    public BigDecimal refunded() {
        return of(OrderEventKind.REFUNDED).stream()
                .flatMap(event -> event.amount().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Pieces of that product to which this happened. */
    int pieces(OrderEventKind kind, long productId) {
        return lines(kind).stream()
                .filter(line -> line.productId() == productId)
                .mapToInt(OrderLine::quantity)
                .sum();
    }

    private List<OrderLine> lines(OrderEventKind kind) {
        return of(kind).stream().flatMap(event -> event.lines().stream()).toList();
    }

    private List<OrderEvent> of(OrderEventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    private Optional<Parcel> lastSaidOf(OrderEvent sent) {
        return of(OrderEventKind.PARCEL_CORRECTED).stream()
                .filter(event -> event.correctedParcel().equals(Optional.of(sent.id())))
                .reduce((earlier, later) -> later)
                .map(OrderEvent::parcel)
                .orElse(sent.parcel());
    }
}
