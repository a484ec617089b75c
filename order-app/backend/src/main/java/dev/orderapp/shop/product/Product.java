package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.picture.PictureName;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Something for sale, or that was.
 *
 * @param price in euros
 * @param stock how many are left
 * @param category a category's code
 * @param active whether it can be found and ordered
 * @param version counts its changes by staff, but not those of the stock
 * @param grams what a piece weighs with its packaging; 0 if nobody said
 */
public record Product(
        long id,
        LocalizedText name,
        LocalizedText description,
        BigDecimal price,
        int stock,
        Optional<String> category,
        Optional<PictureName> picture,
        boolean active,
        int version,
        int grams) {}
