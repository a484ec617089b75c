package dev.orderapp.shop.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a list of orders, as SQL. Each list is read from an index that holds it in its order: by state, by customer, by time, or
 * by product. Lists of a product go by number, as that index does, and all others by the time of placing; both are the order in which orders
 * came.
 */
final class OrderConditions {

    private final boolean byProduct;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    OrderConditions(Optional<Long> product) {
        byProduct = product.isPresent();
        product.ifPresent(id -> add("l.product_id = :product", "product", id));
    }

    void withNumber(long id) {
        add("o.id = :id", "id", id);
    }

    void ofCustomers(List<Long> customers) {
        add("o.customer_id IN (:customers)", "customers", customers);
    }

    void inStatus(OrderStatus status) {
        add("o.state = :state", "state", status.name());
    }

    void placedFrom(Instant from) {
        add("o.placed_at >= :from", "from", utc(from));
    }

    void placedBefore(Instant until) {
        add("o.placed_at < :until", "until", utc(until));
    }

    /** The time alone is a bound that an index can begin at; the id tells orders of the same moment apart. */
    void behind(OrderPosition position, boolean newestFirst) {
        String beyond = newestFirst ? "<" : ">";
        parameters.put("afterId", position.id());
        if (byProduct) {
            conditions.add("l.order_id %s :afterId".formatted(beyond));
        } else {
            parameters.put("afterTime", utc(position.placedAt()));
            conditions.add("o.placed_at %1$s= :afterTime AND (o.placed_at %1$s :afterTime OR o.id %1$s :afterId)"
                    .formatted(beyond));
        }
    }

    /** The ids of at most {@code :size} orders that fit. */
    String selectIds(boolean newestFirst) {
        String direction = newestFirst ? "DESC" : "ASC";
        String order = byProduct ? "l.order_id %1$s" : "o.placed_at %1$s, o.id %1$s";
        return "SELECT o.id " + from() + " ORDER BY " + order.formatted(direction) + " LIMIT :size";
    }

    /** How many fit, at most {@code :size}. */
    String count() {
        return "SELECT COUNT(*) FROM (SELECT 1 " + from() + " LIMIT :size) AS counted";
    }

    /** The values of what the SQL names. */
    Map<String, Object> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    private String from() {
        return "FROM customer_order o "
                + (byProduct ? "JOIN order_line l ON l.order_id = o.id " : "")
                + (conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions));
    }

    private void add(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
