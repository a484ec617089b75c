package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;
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
        LocalizedText name,
        LocalizedText description,
        BigDecimal price,
        Optional<String> category,
        Optional<PictureName> picture) {}
