package dev.orderapp.shop.staff;

import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.order.OrderStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Adds up what a day brought. */
@Repository
class DailyFigures {

    private static final int MAX_BEST_SELLERS = 5;
    private static final int MAX_LOW_STOCKS = 10;
    private static final int LOW_STOCK = 5;

    private static final String LINES_OF_THE_DAY = """
            FROM customer_order o JOIN order_line l ON l.order_id = o.id
            WHERE o.placed_at >= ? AND o.placed_at < ? AND o.state <> 'CANCELLED'
            """;

    private final JdbcClient jdbc;

    DailyFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the orders placed on that day in that zone. */
    Day of(LocalDate day, ZoneId zone) {
        Span span = new Span(utc(day, zone), utc(day.plusDays(1), zone));
        Sales sales = jdbc.sql(
                        "SELECT COUNT(DISTINCT o.id) AS orders, COALESCE(SUM(l.price * l.quantity), 0.00) AS revenue, COALESCE(SUM(l.quantity), 0) AS pieces "
                                + LINES_OF_THE_DAY)
                .params(span.from(), span.until())
                .query((row, n) ->
                        new Sales(row.getLong("orders"), row.getBigDecimal("revenue"), row.getLong("pieces")))
                .single();
        return new Day(sales, cancelled(span), waiting(), bestSellers(span), lowStock());
    }

    private long cancelled(Span span) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM customer_order WHERE placed_at >= ? AND placed_at < ? AND state = 'CANCELLED'")
                .params(span.from(), span.until())
                .query(Long.class)
                .single();
    }

    /** Orders of all days that somebody has to do something about. */
    private Map<OrderStatus, Long> waiting() {
        Map<OrderStatus, Long> waiting = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : List.of(OrderStatus.PLACED, OrderStatus.CONFIRMED, OrderStatus.SHIPPED)) {
            waiting.put(
                    status,
                    jdbc.sql("SELECT COUNT(*) FROM customer_order WHERE state = ?")
                            .param(status.name())
                            .query(Long.class)
                            .single());
        }
        return waiting;
    }

    private List<BestSeller> bestSellers(Span span) {
        return jdbc.sql("""
                        SELECT l.product_id, MAX(p.name) AS name, MAX(p.name_ko) AS name_ko, SUM(l.quantity) AS pieces,
                               SUM(l.price * l.quantity) AS revenue
                        FROM customer_order o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
                        WHERE o.placed_at >= ? AND o.placed_at < ? AND o.state <> 'CANCELLED'
                        GROUP BY l.product_id ORDER BY pieces DESC, l.product_id LIMIT ?
                        """)
                .params(span.from(), span.until(), MAX_BEST_SELLERS)
                .query((row, n) -> new BestSeller(
                        row.getLong("product_id"),
                        new LocalizedText(
                                row.getString("name"), Objects.requireNonNullElse(row.getString("name_ko"), "")),
                        row.getLong("pieces"),
                        row.getBigDecimal("revenue")))
                .list();
    }

    private List<LowStock> lowStock() {
        return jdbc.sql(
                        "SELECT id, name, name_ko, stock FROM product WHERE active = TRUE AND stock <= ? ORDER BY stock, id LIMIT ?")
                .params(LOW_STOCK, MAX_LOW_STOCKS)
                .query((row, n) -> new LowStock(
                        row.getLong("id"),
                        new LocalizedText(
                                row.getString("name"), Objects.requireNonNullElse(row.getString("name_ko"), "")),
                        row.getInt("stock")))
                .list();
    }

    private static LocalDateTime utc(LocalDate day, ZoneId zone) {
        return LocalDateTime.ofInstant(day.atStartOfDay(zone).toInstant(), ZoneOffset.UTC);
    }

    private record Span(LocalDateTime from, LocalDateTime until) {}

    /** What was sold, cancelled orders left out. */
    record Sales(long orders, BigDecimal revenue, long pieces) {}

    record BestSeller(long productId, LocalizedText name, long pieces, BigDecimal revenue) {}

    record LowStock(long id, LocalizedText name, int stock) {}

    /** @param waiting orders of all days, by the status in which they wait */
    record Day(
            Sales sales,
            long cancelled,
            Map<OrderStatus, Long> waiting,
            List<BestSeller> bestSellers,
            List<LowStock> lowStock) {}
}
