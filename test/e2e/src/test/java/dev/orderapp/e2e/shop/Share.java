package dev.orderapp.e2e.shop;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is played of what is played several times or in several ways: all of it, or with {@code -De2e.share=N} the first N of each
 * kind. CI plays the first alone, so the first of a list is the one that tells most.
 */
public final class Share {
    private static final int SHARE = Integer.getInteger("e2e.share", Integer.MAX_VALUE);

    private Share() {}

    /**
     * Numbers of repetitions.
     *
     * @param all how many there are in the whole
     */
    public static IntStream times(int all) {
        return IntStream.rangeClosed(1, Math.min(all, SHARE));
    }

    /** Those of a kind that are played, in their order. */
    public static <T> List<T> of(List<T> all) {
        return all.subList(0, Math.min(all.size(), SHARE));
    }
}
