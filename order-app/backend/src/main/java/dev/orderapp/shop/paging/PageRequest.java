package dev.orderapp.shop.paging;

import dev.orderapp.shop.problem.Require;

/**
 * Which part of a list is asked for.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 */
public record PageRequest(int page, int size) {

    /** No list is that long, and larger numbers would overflow the offset. */
    private static final int LAST_PAGE = 1_000_000;

    private static final int LARGEST = 48;

    /** @throws dev.orderapp.shop.problem.InvalidFieldException if there can be no such page */
    public PageRequest {
        Require.between("page", page, 0, LAST_PAGE);
        Require.between("size", size, 1, LARGEST);
    }

    /** How many items come before the page. */
    public long offset() {
        return (long) page * size;
    }
}
