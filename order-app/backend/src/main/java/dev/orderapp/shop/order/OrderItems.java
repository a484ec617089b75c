package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pieces that somebody orders, or that something is to happen to.
 *
 * @param quantities pieces by product id, in the order in which stock must be taken (see {@code Products.take})
 */
public record OrderItems(SortedMap<Long, Integer> quantities) {

    /** Of nothing. */
    public static final OrderItems NONE = new OrderItems(Collections.emptySortedMap());

    private static final int MAX_PRODUCTS = 50;
    private static final int MAX_QUANTITY = 99;

    public OrderItems {
        quantities = Collections.unmodifiableSortedMap(new TreeMap<>(quantities));
    }

    /**
     * As a client sends them.
     *
     * @throws InvalidFieldException if there are none, too many, or one has an impossible quantity
     */
    public static OrderItems of(List<Item> items) {
        TreeMap<Long, Integer> quantities = new TreeMap<>();
        for (Item item : items == null ? List.<Item>of() : items) {
            if (item == null || quantities.put(item.productId(), item.quantity()) != null) {
                throw new InvalidFieldException("items", "once");
            }
        }
        if (quantities.isEmpty() || quantities.size() > MAX_PRODUCTS) {
            throw new InvalidFieldException("items", "entries", 1, MAX_PRODUCTS);
        }
        quantities.values().forEach(quantity -> Require.between("items.quantity", quantity, 1, MAX_QUANTITY));
        return new OrderItems(quantities);
    }

    /** Pieces of one product, as a client sends them. */
    public record Item(long productId, int quantity) {}
}
