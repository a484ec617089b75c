package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The orders in the database. Every question names the customer, so that nobody sees another one's. */
@Repository
class Orders {

    private static final String SELECT = """
            SELECT o.id, o.status, o.placed_at, l.product_id, l.name, l.price, l.quantity
            FROM %s o JOIN order_line l ON l.order_id = o.id
            """;

    /** Rows of an order's lines, one order after the other. */
    private static final ResultSetExtractor<List<Order>> ORDERS = rows -> {
        Map<Long, Order> orders = new LinkedHashMap<>();
        while (rows.next()) {
            long id = rows.getLong("id");
            if (!orders.containsKey(id)) {
                orders.put(id, orderWithoutLines(id, rows));
            }
            orders.get(id).lines().add(line(rows));
        }
        return List.copyOf(orders.values());
    };

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Orders(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Reserves the key for a new order, which is to be given its lines in the same transaction.
     *
     * @return the order's id
     * @throws org.springframework.dao.DuplicateKeyException if the customer has an order of that key. While another
     *     transaction holds the key uncommitted, this waits for its end.
     */
    long insert(CustomerId customer, UUID key, Instant placedAt) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO customer_order (customer_id, idempotency_key, status, placed_at) VALUES (?, ?, ?, ?)")
                .params(
                        customer.value(),
                        key.toString(),
                        OrderStatus.PLACED.name(),
                        LocalDateTime.ofInstant(placedAt, ZoneOffset.UTC))
                .update(id, "id");
        return id.getKeyAs(Number.class).longValue();
    }

    void insertLines(long orderId, List<OrderLine> lines) {
        batches.batchUpdate(
                "INSERT INTO order_line (order_id, product_id, name, price, quantity) VALUES (?, ?, ?, ?, ?)",
                lines.stream()
                        .map(line ->
                                new Object[] {orderId, line.productId(), line.name(), line.price(), line.quantity()})
                        .toList());
    }

    Optional<Order> find(CustomerId customer, long id) {
        return one(jdbc.sql(SELECT.formatted("customer_order")
                        + "WHERE o.customer_id = ? AND o.id = ? ORDER BY l.product_id")
                .params(customer.value(), id));
    }

    Optional<Order> findByKey(CustomerId customer, UUID key) {
        return one(jdbc.sql(SELECT.formatted("customer_order")
                        + "WHERE o.customer_id = ? AND o.idempotency_key = ? ORDER BY l.product_id")
                .params(customer.value(), key.toString()));
    }

    /** The customer's orders, the newest first. */
    Page<Order> list(CustomerId customer, PageRequest page) {
        String newest =
                "(SELECT id, status, placed_at FROM customer_order WHERE customer_id = ? ORDER BY id DESC LIMIT ? OFFSET ?)";
        List<Order> items = jdbc.sql(SELECT.formatted(newest) + "ORDER BY o.id DESC, l.product_id")
                .params(customer.value(), page.size(), page.offset())
                .query(ORDERS);
        long total = jdbc.sql("SELECT COUNT(*) FROM customer_order WHERE customer_id = ?")
                .param(customer.value())
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    private static Optional<Order> one(JdbcClient.StatementSpec statement) {
        return statement.query(ORDERS).stream().findFirst();
    }

    private static Order orderWithoutLines(long id, ResultSet row) throws SQLException {
        return new Order(
                id,
                OrderStatus.valueOf(row.getString("status")),
                row.getObject("placed_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new ArrayList<>());
    }

    private static OrderLine line(ResultSet row) throws SQLException {
        return new OrderLine(
                row.getLong("product_id"), row.getString("name"), row.getBigDecimal("price"), row.getInt("quantity"));
    }
}
