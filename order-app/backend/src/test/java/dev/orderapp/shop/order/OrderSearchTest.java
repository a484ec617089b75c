package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A list costs what it shows, not what there is. Counted in rows that the database reads, which is the same on every machine: a list that
 * reads thousands of rows for twenty is slow as soon as there are enough orders.
 */
@ShopTest
class OrderSearchTest {

    private static final int ORDERS = 20_000;
    private static final int SHOWN = 20;
    /** Some for the index, some for the rows; far below all. */
    private static final int FEW = 10 * SHOWN;

    private static final Instant MIDDLE = Instant.parse("2015-06-15T12:00:00Z");

    @Autowired
    OrderSearch search;

    @Autowired
    StaffOrders orders;

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Test
    void noListReadsMuchMoreThanItShowsHoweverManyOrdersThereAre() {
        String email = fixtures.customer();
        long product = fixtures.product("Vase", "5.00", 0);
        insertOrders(email, product);
        OrderFilter all = filter("", Optional.empty(), Optional.empty());
        OrderFilter delivered = filter("", Optional.of(OrderStatus.DELIVERED), Optional.empty());
        OrderFilter ofCustomer = filter(email, Optional.empty(), Optional.empty());
        OrderFilter ofProduct = filter("", Optional.empty(), Optional.of(product));
        OrderFilter ofDays = new OrderFilter(
                "", Optional.of(OrderStatus.DELIVERED), Optional.of(MIDDLE), Optional.empty(), Optional.empty());

        for (OrderFilter filter : List.of(all, delivered, ofCustomer, ofProduct, ofDays)) {
            for (boolean newestFirst : new boolean[] {true, false}) {
                List<Long> first = search.find(search.wanted(filter), newestFirst, Optional.empty(), SHOWN);
                assertThat(first).hasSize(SHOWN);
                assertThat(rowsReadBy(() -> search.find(search.wanted(filter), newestFirst, Optional.empty(), SHOWN)))
                        .as("%s, newest first: %s", filter, newestFirst)
                        .isLessThan(FEW);
            }
        }
        Optional<OrderPosition> deep = Optional.of(new OrderPosition(MIDDLE, middleOf(email)));
        for (OrderFilter filter : List.of(all, delivered, ofCustomer, ofProduct)) {
            assertThat(rowsReadBy(() -> search.find(search.wanted(filter), false, deep, SHOWN)))
                    .as("%s, deep down", filter)
                    .isLessThan(FEW);
        }
        assertThat(rowsReadBy(() -> search.count(search.wanted(all), StaffOrders.COUNTED)))
                .as("counts")
                .isLessThan(3L * OrderStatus.values().length * StaffOrders.COUNTED);
    }

    @Test
    void theCustomersOfATextAreAskedForOnce() {
        String email = fixtures.customer();
        fixtures.signedIn(email).order(UUID.randomUUID(), fixtures.product("Mug", "12.90", 10), 1);
        long number =
                jdbc.sql("SELECT MAX(id) FROM customer_order").query(Long.class).single();

        assertThat(selectsOf(() -> list(email)))
                .as("one more than by a number")
                .isEqualTo(selectsOf(() -> list(Long.toString(number))) + 1);
    }

    private void list(String text) {
        OrderFilter filter = filter(text, Optional.empty(), Optional.empty());
        assertThat(orders.searchAndCount(filter, true, Optional.empty(), SHOWN)
                        .list()
                        .items())
                .hasSize(1);
    }

    /** Delivered ones, as nearly all of an old shop are, a minute apart around the middle of 2015. */
    private void insertOrders(String email, long product) {
        jdbc.sql("""
                        INSERT INTO customer_order (customer_id, idempotency_key, status, state, placed_at)
                        SELECT c.id, UUID(), 'PLACED', 'DELIVERED', TIMESTAMPADD(MINUTE, CAST(s.seq AS SIGNED) - :half, '2015-06-15 12:00:00')
                        FROM customer c JOIN seq_1_to_20000 s WHERE c.email = :email ORDER BY s.seq
                        """).param("half", ORDERS / 2).param("email", email).update();
        jdbc.sql("""
                        INSERT INTO order_line (order_id, product_id, name, price, quantity)
                        SELECT o.id, ?, 'Vase', 5.00, 1 FROM customer_order o JOIN customer c ON c.id = o.customer_id
                        WHERE c.email = ?
                        """).params(product, email).update();
        jdbc.sql("ANALYZE TABLE customer_order, order_line")
                .query((row, n) -> row.getString("Msg_text"))
                .list();
    }

    private long middleOf(String email) {
        return jdbc.sql("""
                        SELECT o.id FROM customer_order o JOIN customer c ON c.id = o.customer_id
                        WHERE c.email = ? ORDER BY o.id LIMIT 1 OFFSET ?
                        """).params(email, ORDERS / 2).query(Long.class).single();
    }

    private long rowsReadBy(Runnable work) {
        return countedWhile(work, "Handler_read%");
    }

    private long selectsOf(Runnable work) {
        return countedWhile(work, "Com_select");
    }

    /** On one connection, which counts its own. */
    private long countedWhile(Runnable work, String counters) {
        return transactions.execute(transaction -> {
            long before = sum(counters);
            work.run();
            return sum(counters) - before;
        });
    }

    private long sum(String counters) {
        return jdbc
                .sql("SHOW SESSION STATUS LIKE '" + counters + "'")
                .query((row, n) -> row.getLong("Value"))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static OrderFilter filter(String text, Optional<OrderStatus> status, Optional<Long> product) {
        return new OrderFilter(text, status, Optional.empty(), Optional.empty(), product);
    }
}
