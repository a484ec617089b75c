package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.picture.PictureName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What staff say of a product.
 *
 * @param price in euros
 * @param category a category's code
 * @param grams what a piece weighs with its packaging; empty: as before, as pages of the release before say nothing of it
 */
public record ProductDraft(
        LocalizedText name,
        LocalizedText description,
        BigDecimal price,
        Optional<String> category,
        Optional<PictureName> picture,
        Optional<Integer> grams) {

    /** What the draft changes of a product, field by field; of long texts that they change. */
    String differences(Product before, boolean active) {
        List<String> found = new ArrayList<>();
        add(found, "nameEn", before.name().english(), name.english());
        add(found, "nameKo", before.name().korean(), name.korean());
        add(
                found,
                "price",
                before.price().stripTrailingZeros().toPlainString(),
                price.stripTrailingZeros().toPlainString());
        add(found, "category", before.category().orElse("-"), category.orElse("-"));
        add(found, "grams", before.grams(), grams.orElse(before.grams()));
        add(found, "active", before.active(), active);
        if (!before.description().equals(description)) {
            found.add("description");
        }
        if (!before.picture().equals(picture)) {
            found.add("picture");
        }
        return String.join("; ", found);
    }

    private static void add(List<String> differences, String field, Object before, Object now) {
        if (!before.equals(now)) {
            differences.add("%s %s → %s".formatted(field, before, now));
        }
    }
}
