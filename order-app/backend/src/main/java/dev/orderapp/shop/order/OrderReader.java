package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.price.Charges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads orders whole, in a few questions however many they are. */
@Repository
class OrderReader {

    private final JdbcClient jdbc;
    private final OrderLines lines;
    private final OrderEvents events;

    OrderReader(JdbcClient jdbc, OrderLines lines, OrderEvents events) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.events = events;
    }

    /** The orders of those ids, in their order; without those that there aren't. */
    List<Order> read(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, List<OrderLine>> orderLines = lines.ofOrders(ids);
        Map<Long, Address> addresses = new HashMap<>();
        query(
                "SELECT * FROM order_address WHERE order_id IN (:ids)",
                ids,
                row -> addresses.put(row.getLong("order_id"), address(row)));
        Map<Long, List<OrderChange>> changes = new HashMap<>();
        query("""
                SELECT h.order_id, h.state, h.changed_at, h.role, h.reason, c.name
                FROM order_change h JOIN customer c ON c.id = h.account_id
                WHERE h.order_id IN (:ids) ORDER BY h.id
                """, ids, row -> changes.computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>())
                .add(change(row)));
        Map<Long, List<OrderEvent>> logs = events.read(ids);
        Map<Long, Order> orders = new HashMap<>();
        query("""
                SELECT o.id, o.state, o.placed_at, o.customer_id, o.shipping_cost, o.tax_percent, o.tax_included,
                       c.email, c.name, c.role, c.staff_roles
                FROM customer_order o JOIN customer c ON c.id = o.customer_id
                WHERE o.id IN (:ids)
                """, ids, row -> {
            long id = row.getLong("id");
            orders.put(
                    id,
                    new Order(
                            id,
                            customer(row),
                            OrderStatus.valueOf(row.getString("state")),
                            instant(row, "placed_at"),
                            orderLines.getOrDefault(id, List.of()),
                            Optional.ofNullable(addresses.get(id)),
                            history(row, changes.getOrDefault(id, List.of())),
                            new OrderLog(logs.getOrDefault(id, List.of())),
                            charges(row)));
        });
        return ids.stream().map(orders::get).filter(Objects::nonNull).toList();
    }

    private void query(String sql, List<Long> ids, RowCallbackHandler each) {
        jdbc.sql(sql).param("ids", ids).query(each);
    }

    /** The order itself tells of its placing. */
    private static List<OrderChange> history(ResultSet order, List<OrderChange> changes) throws SQLException {
        List<OrderChange> history = new ArrayList<>();
        history.add(new OrderChange(
                OrderStatus.PLACED, instant(order, "placed_at"), Role.CUSTOMER, order.getString("name"), ""));
        history.addAll(changes);
        return List.copyOf(history);
    }

    private static AccountHolder customer(ResultSet row) throws SQLException {
        return AccountHolder.of(
                new AccountId(row.getLong("customer_id")),
                row.getString("email"),
                row.getString("name"),
                row.getString("role"),
                row.getString("staff_roles"));
    }

    private static Charges charges(ResultSet row) throws SQLException {
        return new Charges(
                row.getBigDecimal("shipping_cost"), row.getBigDecimal("tax_percent"), row.getBoolean("tax_included"));
    }

    private static Address address(ResultSet row) throws SQLException {
        return new Address(
                row.getString("recipient"),
                row.getString("street"),
                row.getString("extra"),
                row.getString("postal_code"),
                row.getString("city"),
                row.getString("country"),
                row.getString("phone"));
    }

    private static OrderChange change(ResultSet row) throws SQLException {
        return new OrderChange(
                OrderStatus.valueOf(row.getString("state")),
                instant(row, "changed_at"),
                Role.valueOf(row.getString("role")),
                row.getString("name"),
                row.getString("reason"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
