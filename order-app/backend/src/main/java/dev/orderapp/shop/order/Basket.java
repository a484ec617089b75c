package dev.orderapp.shop.order;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer wants to order.
 *
 * @param quantities pieces by product id, in the order in which stock must be taken (see {@code Products.take})
 */
record Basket(SortedMap<Long, Integer> quantities) {

    private static final int MAX_PRODUCTS = 50;
    private static final int MAX_QUANTITY = 99;

    /** @throws InvalidBasketException if it is empty, too large, or has an impossible quantity */
    Basket {
        if (quantities.isEmpty() || quantities.size() > MAX_PRODUCTS) {
            throw new InvalidBasketException(
                    "items must name 1 to %d products, but names %d.".formatted(MAX_PRODUCTS, quantities.size()));
        }
        quantities.forEach(Basket::requireQuantity);
        quantities = Collections.unmodifiableSortedMap(new TreeMap<>(quantities));
    }

    private static void requireQuantity(long productId, int quantity) {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new InvalidBasketException(
                    "quantity of product %d must be 1 to %d, but is %d.".formatted(productId, MAX_QUANTITY, quantity));
        }
    }
}
