package dev.orderapp.shop.order;

/**
 * An order that stands.
 *
 * @param repeated whether it stood before this submission
 */
record PlacedOrder(Order order, boolean repeated) {}
