package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.InvalidFieldException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of orders: that of the last order before it. Unlike a page's number it stays where it is while orders come and go, and
 * the database finds it at once however far down it is.
 */
public record OrderPosition(Instant placedAt, long id) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,17})-(\\d{1,18})");

    /** The place behind that order. */
    static OrderPosition behind(Order order) {
        return new OrderPosition(order.placedAt(), order.id());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws InvalidFieldException if it is anything else
     */
    public static OrderPosition parse(String field, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidFieldException(field, "position");
        }
        long micros = Long.parseLong(matcher.group(1));
        return new OrderPosition(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Long.parseLong(matcher.group(2)));
    }

    /** For addresses: microseconds since 1970 and the order's number. */
    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, placedAt) + "-" + id;
    }
}
