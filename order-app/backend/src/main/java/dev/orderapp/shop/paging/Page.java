package dev.orderapp.shop.paging;

import java.util.List;

/**
 * One page of a longer list.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 * @param total how many items all pages have together
 */
public record Page<T>(List<T> items, int page, int size, long total) {}
