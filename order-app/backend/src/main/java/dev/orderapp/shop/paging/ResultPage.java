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
public record ResultPage<T>(List<T> items, int page, int size, long total) {

    /** The answer to that request. */
    public static <T> ResultPage<T> of(PageRequest request, List<T> items, long total) {
        return new ResultPage<>(items, request.page(), request.size(), total);
    }

    /** The same page of other items. */
    public <R> ResultPage<R> map(Function<? super T, R> each) {
        return new ResultPage<>(items.stream().map(each).toList(), page, size, total);
    }
}
