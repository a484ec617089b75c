package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.InvalidFieldException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds orders among very many. */
@Repository
class OrderSearch {

    private static final Pattern NUMBER = Pattern.compile("#?\\d{1,18}");
    private static final int MAX_CUSTOMERS = 50;
    /** Nobody's: a list of no numbers would be no SQL. */
    private static final List<Long> NOBODY = List.of(0L);

    private final JdbcClient jdbc;

    OrderSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What staff look for, with the customers whom the text means.
     *
     * @param customers empty if it means none in particular
     */
    record Wanted(OrderFilter filter, Optional<List<Long>> customers) {}

    /**
     * Finds the customers whom the filter's text means.
     *
     * @throws InvalidFieldException if it fits too many
     */
    Wanted wanted(OrderFilter filter) {
        return new Wanted(filter, customers(filter.text()));
    }

    /**
     * The ids of at most so many orders behind that position.
     *
     * @param newestFirst or the oldest
     */
    List<Long> find(Wanted wanted, boolean newestFirst, Optional<OrderPosition> after, int size) {
        OrderConditions conditions = conditions(wanted);
        wanted.filter().status().ifPresent(conditions::inStatus);
        after.ifPresent(position -> conditions.behind(position, newestFirst));
        return jdbc.sql(conditions.selectIds(newestFirst))
                .params(conditions.parameters())
                .param("size", size)
                .query(Long.class)
                .list();
    }

    /** How many orders there are in each status, the filter's own left aside; at most so many of each. */
    Map<OrderStatus, Long> count(Wanted wanted, int most) {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            OrderConditions conditions = conditions(wanted);
            conditions.inStatus(status);
            counts.put(
                    status,
                    jdbc.sql(conditions.count())
                            .params(conditions.parameters())
                            .param("size", most)
                            .query(Long.class)
                            .single());
        }
        return counts;
    }

    private static OrderConditions conditions(Wanted wanted) {
        OrderFilter filter = wanted.filter();
        OrderConditions conditions = new OrderConditions(filter.product());
        filter.from().ifPresent(conditions::placedFrom);
        filter.until().ifPresent(conditions::placedBefore);
        wanted.customers().ifPresent(conditions::ofCustomers);
        if (isNumber(filter.text())) {
            conditions.withNumber(Long.parseLong(filter.text().replace("#", "")));
        }
        return conditions;
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private Optional<List<Long>> customers(String text) {
        if (text.isEmpty() || isNumber(text)) {
            return Optional.empty();
        }
        List<Long> found = jdbc.sql("""
                        (SELECT id FROM customer WHERE name LIKE :beginning LIMIT :most)
                        UNION (SELECT id FROM customer WHERE email LIKE LOWER(:beginning) LIMIT :most)
                        """)
                .param("beginning", text.replaceAll("[\\\\%_]", "\\\\$0") + "%")
                .param("most", MAX_CUSTOMERS + 1)
                .query(Long.class)
                .list();
        if (found.size() > MAX_CUSTOMERS) {
            throw new InvalidFieldException("query", "too-many-customers", MAX_CUSTOMERS);
        }
        return Optional.of(found.isEmpty() ? NOBODY : found);
    }
}
