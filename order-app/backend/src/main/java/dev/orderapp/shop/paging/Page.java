package dev.orderapp.shop.paging;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a longer list.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 * @param total how many items all pages have together
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    /** The answer to that request. */
    public static <T> Page<T> of(PageRequest request, List<T> items, long total) {
        return new Page<>(items, request.page(), request.size(), total);
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<? super T, R> each) {
        return new Page<>(items.stream().map(each).toList(), page, size, total);
    }
}
