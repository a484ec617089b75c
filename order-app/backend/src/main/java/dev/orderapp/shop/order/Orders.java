package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.language.Languages;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.price.Charges;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The orders in the database. What customers ask names the customer, so that nobody sees another one's.
 *
 * <p>An order's status is kept in the column {@code state}; {@code status} is for the release before, see the migration.
 */
@Repository
class Orders {

    private final JdbcClient jdbc;
    private final OrderLines lines;
    private final OrderReader reader;

    Orders(JdbcClient jdbc, OrderLines lines, OrderReader reader) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.reader = reader;
    }

    /**
     * Reserves the key for a new order, which is to be given its lines in the same transaction.
     *
     * @param language in which the customer is written to
     * @return the order's id
     * @throws org.springframework.dao.DuplicateKeyException if the customer has an order of that key. While another
     *     transaction holds the key uncommitted, this waits for its end.
     */
    long insert(AccountId customer, UUID key, Instant placedAt, Locale language) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql(
                        "INSERT INTO customer_order (customer_id, idempotency_key, status, placed_at, language) VALUES (?, ?, ?, ?, ?)")
                .params(
                        customer.value(),
                        key.toString(),
                        OrderStatus.PLACED.name(),
                        LocalDateTime.ofInstant(placedAt, ZoneOffset.UTC),
                        Languages.isKorean(language) ? "ko" : "en")
                .update(id, "id");
        return id.getKeyAs(Number.class).longValue();
    }

    void insertLines(long orderId, List<OrderLine> orderLines) {
        lines.addToOrder(orderId, orderLines);
    }

    /** Says what a new order costs besides its lines. */
    void setCharges(long orderId, Charges charges) {
        jdbc.sql("UPDATE customer_order SET shipping_cost = ?, tax_percent = ?, tax_included = ? WHERE id = ?")
                .params(charges.shipping(), charges.taxPercent(), charges.taxIncluded(), orderId)
                .update();
    }

    /** Gives the order that address, instead of any other. */
    void setAddress(long orderId, Address address) {
        jdbc.sql("""
                        REPLACE INTO order_address (order_id, recipient, street, extra, postal_code, city, country, phone)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        orderId,
                        address.recipient(),
                        address.street(),
                        address.extra(),
                        address.postalCode(),
                        address.city(),
                        address.country(),
                        address.phone())
                .update();
    }

    /** Takes those pieces out of a locked order, which holds more than them. */
    void removePieces(long orderId, SortedMap<Long, Integer> pieces) {
        pieces.forEach((product, quantity) -> {
            jdbc.sql("DELETE FROM order_line WHERE order_id = ? AND product_id = ? AND quantity = ?")
                    .params(orderId, product, quantity)
                    .update();
            jdbc.sql("UPDATE order_line SET quantity = quantity - ? WHERE order_id = ? AND product_id = ?")
                    .params(quantity, orderId, product)
                    .update();
        });
    }

    /**
     * Locks the order until the transaction ends.
     *
     * @return its status; empty if there is no such order
     */
    Optional<OrderStatus> lock(long orderId) {
        return jdbc.sql("SELECT state FROM customer_order WHERE id = ? FOR UPDATE")
                .param(orderId)
                .query(String.class)
                .optional()
                .map(OrderStatus::valueOf);
    }

    /** Moves a locked order on, and records who did it. */
    void move(long orderId, OrderStatus to, Instant at, Actor by) {
        jdbc.sql("UPDATE customer_order SET state = ? WHERE id = ?")
                .params(to.name(), orderId)
                .update();
        jdbc.sql(
                        "INSERT INTO order_change (order_id, state, changed_at, account_id, role, reason) VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        orderId,
                        to.name(),
                        LocalDateTime.ofInstant(at, ZoneOffset.UTC),
                        by.account().value(),
                        by.role().name(),
                        by.reason())
                .update();
    }

    Optional<Order> find(long id) {
        return reader.read(List.of(id)).stream().findFirst();
    }

    Optional<Order> find(AccountId customer, long id) {
        return find(id).filter(order -> order.customer().id().equals(customer));
    }

    Optional<Order> findByIdempotencyKey(AccountId customer, UUID key) {
        return jdbc.sql("SELECT id FROM customer_order WHERE customer_id = ? AND idempotency_key = ?")
                .params(customer.value(), key.toString())
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** The customer's orders, the newest first. */
    ResultPage<Order> list(AccountId customer, PageRequest page) {
        return page("customer_id = ?", List.of(customer.value()), page);
    }

    /** All orders of that status, the newest first. */
    ResultPage<Order> list(OrderStatus status, PageRequest page) {
        return page("state = ?", List.of(status.name()), page);
    }

    /** All orders, the newest first. */
    ResultPage<Order> list(PageRequest page) {
        return page("TRUE", List.of(), page);
    }

    private ResultPage<Order> page(String condition, List<Object> parameters, PageRequest page) {
        List<Long> ids = jdbc.sql(
                        "SELECT id FROM customer_order WHERE " + condition + " ORDER BY id DESC LIMIT ? OFFSET ?")
                .params(parameters)
                .params(page.size(), page.offset())
                .query(Long.class)
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM customer_order WHERE " + condition)
                .params(parameters)
                .query(Long.class)
                .single();
        return ResultPage.of(page, reader.read(ids), total);
    }
}
