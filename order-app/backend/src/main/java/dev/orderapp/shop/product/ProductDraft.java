package dev.orderapp.shop.product;

import dev.orderapp.shop.language.Text;
import dev.orderapp.shop.picture.PictureName;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What staff say of a product.
 *
 * @param price in euros
 * @param category a category's code
 */
public record ProductDraft(
        Text name, Text description, BigDecimal price, Optional<String> category, Optional<PictureName> picture) {}
