package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** What happens to orders besides their steps, in the database. Entries are added, by the transaction that does it, and never changed. */
@Repository
class OrderEvents {

    private final JdbcClient jdbc;
    private final OrderLines lines;
    private final Clock clock;

    OrderEvents(JdbcClient jdbc, OrderLines lines, Clock clock) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * Adds what happens to a locked order.
     *
     * @param lines its pieces, as they were ordered
     * @return its id
     * @throws KeyReusedException if the key names what was done to another order
     */
    long add(OrderEventDraft draft, List<OrderLine> lines) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO order_event (order_id, kind, happened_at, account_id, role, idempotency_key, reason, carrier,
                                tracking_number, parcel_id, restocked, amount)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            draft.order(),
                            draft.kind().name(),
                            DatabaseTime.now(clock),
                            draft.by().account().value(),
                            draft.by().role().name(),
                            draft.key().map(UUID::toString).orElse(null),
                            draft.by().reason(),
                            draft.parcel().map(Parcel::carrier).orElse(null),
                            draft.parcel().map(Parcel::trackingNumber).orElse(null),
                            draft.correctedParcel().orElse(null),
                            draft.restocked(),
                            draft.amount().orElse(null))
                    .update(key, "id");
        } catch (DuplicateKeyException e) {
            throw new KeyReusedException();
        }
        long id = key.getKeyAs(Number.class).longValue();
        this.lines.addToEvent(id, lines);
        return id;
    }

    /** The id of what the attempt of that key did to the order. */
    Optional<Long> find(long order, AccountId by, UUID key) {
        return jdbc.sql("SELECT id FROM order_event WHERE account_id = ? AND idempotency_key = ? AND order_id = ?")
                .params(by.value(), key.toString(), order)
                .query(Long.class)
                .optional();
    }

    /** By order, the first first; of kinds that this release knows. */
    Map<Long, List<OrderEvent>> read(List<Long> orders) {
        Map<Long, List<OrderLine>> eventLines = lines.ofEvents(orders);
        Map<Long, List<OrderEvent>> events = new HashMap<>();
        jdbc.sql("""
                        SELECT e.*, c.name FROM order_event e JOIN customer c ON c.id = e.account_id
                        WHERE e.order_id IN (:orders) AND e.kind IN (:kinds) ORDER BY e.id
                        """)
                .param("orders", orders)
                .param("kinds", OrderEventKind.names())
                .query(row -> {
                    events.computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>())
                            .add(event(row, eventLines.getOrDefault(row.getLong("id"), List.of())));
                });
        return events;
    }

    private static OrderEvent event(ResultSet row, List<OrderLine> lines) throws SQLException {
        String carrier = row.getString("carrier");
        return new OrderEvent(
                row.getLong("id"),
                OrderEventKind.valueOf(row.getString("kind")),
                row.getObject("happened_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                Role.valueOf(row.getString("role")),
                row.getString("name"),
                row.getString("reason"),
                lines,
                carrier == null ? Optional.empty() : Optional.of(new Parcel(carrier, row.getString("tracking_number"))),
                Optional.ofNullable(row.getObject("parcel_id", Long.class)),
                row.getBoolean("restocked"),
                Optional.ofNullable(row.getBigDecimal("amount")));
    }
}
