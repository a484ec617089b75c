package dev.orderapp.shop.order;

import java.util.Map;

/**
 * A part of the orders that staff look for.
 *
 * @param counts how many of those that fit there are in each status, whatever status is looked for; at most {@link StaffOrders#COUNTED} of each
 */
public record CountedOrderList(OrderList list, Map<OrderStatus, Long> counts) {}
