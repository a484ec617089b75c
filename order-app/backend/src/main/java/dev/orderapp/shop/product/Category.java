package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;

/**
 * A kind of product.
 *
 * @param code names it for programs and in addresses; it never changes
 */
public record Category(long id, String code, LocalizedText name) {}
