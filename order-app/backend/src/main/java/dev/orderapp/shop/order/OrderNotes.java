package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notes of staff on orders. The caller checks that it is staff, and that there is such an order. */
@Repository
class OrderNotes {

    private final JdbcClient jdbc;
    private final Clock clock;

    OrderNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes one, once however often the attempt of that key arrives. */
    void add(long order, AccountId by, UUID key, String text) {
        try {
            jdbc.sql(
                            "INSERT INTO order_note (order_id, account_id, idempotency_key, written_at, text) VALUES (?, ?, ?, ?, ?)")
                    .params(order, by.value(), key.toString(), DatabaseTime.now(clock), text)
                    .update();
        } catch (DuplicateKeyException e) {
            requireSame(order, by, key, text);
        }
    }

    private void requireSame(long order, AccountId by, UUID key, String text) {
        jdbc.sql("SELECT 1 FROM order_note WHERE account_id = ? AND idempotency_key = ? AND order_id = ? AND text = ?")
                .params(by.value(), key.toString(), order, text)
                .query(Integer.class)
                .optional()
                .orElseThrow(KeyReusedException::new);
    }

    /** The oldest first. */
    List<OrderNote> list(long order) {
        return jdbc.sql("""
                        SELECT n.id, n.written_at, n.text, c.name FROM order_note n JOIN customer c ON c.id = n.account_id
                        WHERE n.order_id = ? ORDER BY n.id
                        """).param(order).query(OrderNotes::note).list();
    }

    private static OrderNote note(ResultSet row, int number) throws SQLException {
        return new OrderNote(
                row.getLong("id"),
                row.getObject("written_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("name"),
                row.getString("text"));
    }
}
