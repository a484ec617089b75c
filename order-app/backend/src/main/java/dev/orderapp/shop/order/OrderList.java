package dev.orderapp.shop.order;

import java.util.List;
import java.util.Optional;

/**
 * A part of the orders that staff look for.
 *
 * @param next where the following part begins; empty if this is the last one
 */
public record OrderList(List<Order> items, Optional<OrderPosition> next) {}
