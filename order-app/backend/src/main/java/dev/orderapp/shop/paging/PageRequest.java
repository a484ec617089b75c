package dev.orderapp.shop.paging;

/**
 * Which part of a list is asked for.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 */
public record PageRequest(int page, int size) {

    /** No list is that long, and larger numbers would overflow the offset. */
    private static final int LAST_PAGE = 1_000_000;

    /** @throws InvalidPageException if there can be no such page */
    public PageRequest {
        if (page < 0 || page > LAST_PAGE) {
            throw new InvalidPageException("page must be a number from 0 to %d, but is %d.".formatted(LAST_PAGE, page));
        }
    }

    /** How many items come before the page. */
    public long offset() {
        return (long) page * size;
    }
}
