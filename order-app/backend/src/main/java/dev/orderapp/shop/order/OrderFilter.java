package dev.orderapp.shop.order;

import java.time.Instant;
import java.util.Optional;

/**
 * Which orders staff look for. What is empty narrows nothing.
 *
 * @param text an order's number, or the beginning of a customer's name or e-mail address; empty for all
 * @param from orders placed then or later
 * @param until orders placed before that
 * @param product orders that hold it
 */
public record OrderFilter(
        String text,
        Optional<OrderStatus> status,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Long> product) {}
