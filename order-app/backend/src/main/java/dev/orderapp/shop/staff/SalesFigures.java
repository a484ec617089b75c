package dev.orderapp.shop.staff;

import dev.orderapp.shop.language.LocalizedText;
import dev.orderapp.shop.order.OrderStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Adds up what some days brought. */
@Repository
class SalesFigures {

    private static final int MAX_BEST_SELLERS = 20;
    private static final int MAX_LOW_STOCKS = 10;
    private static final int LOW_STOCK = 5;

    /** Every time zone is a multiple of it away from UTC, so that days of any zone are made of whole ones. */
    private static final int SLOT_MINUTES = 15;

    private static final LocalDateTime FIRST_SLOT = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final JdbcClient jdbc;

    SalesFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the orders placed from the first day of that zone to the last one, both included. */
    Figures of(LocalDate first, LocalDate last, ZoneId zone) {
        Span span = new Span(utc(first, zone), utc(last.plusDays(1), zone));
        return new Figures(days(first, last, zone, span), cancelled(span), waiting(), bestSellers(span), lowStock());
    }

    /** Every day, those without sales too. */
    private List<Day> days(LocalDate first, LocalDate last, ZoneId zone, Span span) {
        Map<LocalDate, Sales> days = new LinkedHashMap<>();
        first.datesUntil(last.plusDays(1)).forEach(day -> days.put(day, Sales.NONE));
        jdbc.sql("""
                        SELECT slot, COUNT(*) AS orders, SUM(pieces) AS pieces, SUM(shipping_cost) AS shipping,
                               SUM(ROUND((goods + shipping_cost) * tax_percent / IF(tax_included, 100 + tax_percent, 100), 2)) AS tax,
                               SUM(goods + shipping_cost
                                   + IF(tax_included, 0, ROUND((goods + shipping_cost) * tax_percent / 100, 2))) AS revenue
                        FROM (SELECT TIMESTAMPDIFF(MINUTE, ?, o.placed_at) DIV ? AS slot, o.shipping_cost, o.tax_percent,
                                     o.tax_included, SUM(l.price * l.quantity) AS goods, SUM(l.quantity) AS pieces
                              FROM customer_order o JOIN order_line l ON l.order_id = o.id
                              WHERE o.placed_at >= ? AND o.placed_at < ? AND o.state <> 'CANCELLED'
                              GROUP BY o.id) AS sold
                        GROUP BY slot
                        """)
                .params(FIRST_SLOT, SLOT_MINUTES, span.from(), span.until())
                .query(row -> {
                    LocalDate day = FIRST_SLOT
                            .plusMinutes(row.getLong("slot") * SLOT_MINUTES)
                            .atZone(ZoneOffset.UTC)
                            .withZoneSameInstant(zone)
                            .toLocalDate();
                    Sales sales = new Sales(
                            row.getLong("orders"),
                            row.getBigDecimal("revenue"),
                            row.getBigDecimal("shipping"),
                            row.getBigDecimal("tax"),
                            row.getLong("pieces"));
                    days.merge(day, sales, Sales::plus);
                });
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
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

    /**
     * What was sold, cancelled orders left out.
     *
     * @param revenue what customers pay for it, before anything is given back
     * @param shipping what of the prices was for sending it
     * @param tax what of the revenue is tax, see {@link dev.orderapp.shop.price.OrderPrice}
     */
    record Sales(long orders, BigDecimal revenue, BigDecimal shipping, BigDecimal tax, long pieces) {

        private static final BigDecimal NOTHING = new BigDecimal("0.00");

        static final Sales NONE = new Sales(0, NOTHING, NOTHING, NOTHING, 0);

        Sales plus(Sales other) {
            return new Sales(
                    orders + other.orders,
                    revenue.add(other.revenue),
                    shipping.add(other.shipping),
                    tax.add(other.tax),
                    pieces + other.pieces);
        }
    }

    record Day(LocalDate date, Sales sales) {}

    record BestSeller(long productId, LocalizedText name, long pieces, BigDecimal revenue) {}

    record LowStock(long id, LocalizedText name, int stock) {}

    /** @param waiting orders of all days, by the status in which they wait */
    record Figures(
            List<Day> days,
            long cancelled,
            Map<OrderStatus, Long> waiting,
            List<BestSeller> bestSellers,
            List<LowStock> lowStock) {

        Sales total() {
            return days.stream().map(Day::sales).reduce(Sales.NONE, Sales::plus);
        }
    }
}
