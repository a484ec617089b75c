package dev.orderapp.shop.product;

import dev.orderapp.shop.paging.PageRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Which products are asked for.
 *
 * @param text words that the name must have; blank for all products
 * @param category a category's code
 * @param sorting as {@code Sorting} knows it
 * @param locale whose language decides how names are sorted
 */
public record ProductQuery(String text, Optional<String> category, String sorting, Locale locale, PageRequest page) {}
