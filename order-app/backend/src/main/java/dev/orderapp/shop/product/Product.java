package dev.orderapp.shop.product;

import java.math.BigDecimal;

/**
 * Something for sale.
 *
 * @param price in euros
 * @param stock how many are left
 */
public record Product(long id, String name, BigDecimal price, int stock) {}
