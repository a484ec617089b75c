package dev.orderapp.shop.product;

import dev.orderapp.shop.language.Languages;
import dev.orderapp.shop.problem.InvalidFieldException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which order products are listed. Each has an index of its own for a list of all and for one of a category. */
enum Sorting {
    NAME("name", "p.name, p.id"),
    PRICE_ASC("price", "p.price, p.id"),
    PRICE_DESC("-price", "p.price DESC, p.id DESC"),
    NEWEST("newest", "p.id DESC");

    private final String code;
    private final String order;

    Sorting(String code, String order) {
        this.code = code;
        this.order = order;
    }

    /** @throws InvalidFieldException if there is no such order */
    static Sorting of(String code) {
        return Arrays.stream(values())
                .filter(sorting -> sorting.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(
                        "sort",
                        "one-of",
                        Arrays.stream(values()).map(sorting -> sorting.code).collect(Collectors.joining(", "))));
    }

    /** For ORDER BY; {@code p} is the product. */
    String sql(Locale locale) {
        return this == NAME && Languages.isKorean(locale) ? "p.title_ko, p.id" : order;
    }
}
