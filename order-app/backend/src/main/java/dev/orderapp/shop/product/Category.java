package dev.orderapp.shop.product;

import dev.orderapp.shop.language.Text;

/**
 * A kind of product.
 *
 * @param code names it for programs and in addresses; it never changes
 */
public record Category(long id, String code, Text name) {}
