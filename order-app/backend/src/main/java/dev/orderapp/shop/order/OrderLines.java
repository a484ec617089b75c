package dev.orderapp.shop.order;

import dev.orderapp.shop.language.LocalizedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lines of orders, and of what happened to them: two tables with the same columns. */
@Repository
class OrderLines {

    private static final String COLUMNS = ", product_id, name, name_ko, price, quantity) VALUES (?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    OrderLines(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void addToOrder(long order, List<OrderLine> lines) {
        add("INSERT INTO order_line (order_id" + COLUMNS, order, lines);
    }

    void addToEvent(long event, List<OrderLine> lines) {
        add("INSERT INTO order_event_line (event_id" + COLUMNS, event, lines);
    }

    /** By order, in the order of the products' ids. */
    Map<Long, List<OrderLine>> ofOrders(List<Long> orders) {
        return read(
                "SELECT l.*, l.order_id AS owner FROM order_line l WHERE order_id IN (:orders) ORDER BY product_id",
                orders);
    }

    /** By event, in the order of the products' ids; all of those orders. */
    Map<Long, List<OrderLine>> ofEvents(List<Long> orders) {
        return read("""
                SELECT l.*, l.event_id AS owner FROM order_event_line l JOIN order_event e ON e.id = l.event_id
                WHERE e.order_id IN (:orders) ORDER BY l.product_id
                """, orders);
    }

    private void add(String insert, long owner, List<OrderLine> lines) {
        batches.batchUpdate(
                insert, lines.stream().map(line -> values(owner, line)).toList());
    }

    private static Object[] values(long owner, OrderLine line) {
        String korean = line.name().korean();
        return new Object[] {
            owner,
            line.productId(),
            line.name().english(),
            korean.isEmpty() ? null : korean,
            line.price(),
            line.quantity()
        };
    }

    private Map<Long, List<OrderLine>> read(String select, List<Long> orders) {
        Map<Long, List<OrderLine>> lines = new HashMap<>();
        jdbc.sql(select).param("orders", orders).query(row -> {
            lines.computeIfAbsent(row.getLong("owner"), owner -> new ArrayList<>())
                    .add(line(row));
        });
        return lines;
    }

    private static OrderLine line(ResultSet row) throws SQLException {
        return new OrderLine(
                row.getLong("product_id"),
                new LocalizedText(row.getString("name"), Objects.requireNonNullElse(row.getString("name_ko"), "")),
                row.getBigDecimal("price"),
                row.getInt("quantity"));
    }
}
