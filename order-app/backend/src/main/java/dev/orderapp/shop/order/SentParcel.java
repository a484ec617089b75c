package dev.orderapp.shop.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pieces of an order that were sent together.
 *
 * @param id names it among all parcels
 * @param parcel with whom it travels, where that was said
 */
public record SentParcel(long id, Instant sentAt, Optional<Parcel> parcel, List<OrderLine> lines) {}
