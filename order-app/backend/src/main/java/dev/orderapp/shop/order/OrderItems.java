package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer wants to order.
 *
 * @param quantities pieces by product id, in the order in which stock must be taken (see {@code Products.take})
 */
record OrderItems(SortedMap<Long, Integer> quantities) {

    private static final int MAX_PRODUCTS = 50;
    private static final int MAX_QUANTITY = 99;

    /** @throws InvalidFieldException if it is empty, too large, or has an impossible quantity */
    OrderItems {
        if (quantities.isEmpty() || quantities.size() > MAX_PRODUCTS) {
            throw new InvalidFieldException("items", "entries", 1, MAX_PRODUCTS);
        }
        quantities.values().forEach(quantity -> Require.between("items.quantity", quantity, 1, MAX_QUANTITY));
        quantities = Collections.unmodifiableSortedMap(new TreeMap<>(quantities));
    }
}
