package dev.orderapp.shop.product;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The changes of the stock by hand, in the database. */
@Repository
class StockChanges {

    private static final String SELECT = """
            SELECT s.id, s.product_id, s.pieces, s.reason, s.changed_at, c.name
            FROM stock_change s JOIN customer c ON c.id = s.account_id
            """;

    private final JdbcClient jdbc;

    StockChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records a change.
     *
     * @return its id
     * @throws org.springframework.dao.DuplicateKeyException if the account has a change of that key. While another
     *     transaction holds the key uncommitted, this waits for its end.
     */
    long insert(StockAdjustments.Submission submission, Instant at) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO stock_change (product_id, account_id, idempotency_key, pieces, reason, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        submission.product(),
                        submission.staff().value(),
                        submission.key().toString(),
                        submission.change(),
                        submission.reason(),
                        LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .update(id, "id");
        return id.getKeyAs(Number.class).longValue();
    }

    Optional<StockChange> find(long id) {
        return find("s.id = ?", id);
    }

    Optional<StockChange> findByIdempotencyKey(AccountId staff, UUID key, long product) {
        return find(
                "s.account_id = ? AND s.idempotency_key = ? AND s.product_id = ?",
                staff.value(),
                key.toString(),
                product);
    }

    /** The changes of a product's stock, the newest first. */
    ResultPage<StockChange> list(long product, PageRequest page) {
        List<StockChange> changes = jdbc.sql(SELECT + "WHERE s.product_id = ? ORDER BY s.id DESC LIMIT ? OFFSET ?")
                .params(product, page.size(), page.offset())
                .query(StockChanges::stockChange)
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM stock_change WHERE product_id = ?")
                .param(product)
                .query(Long.class)
                .single();
        return ResultPage.of(page, changes, total);
    }

    private Optional<StockChange> find(String condition, Object... parameters) {
        return jdbc.sql(SELECT + "WHERE " + condition)
                .params(parameters)
                .query(StockChanges::stockChange)
                .optional();
    }

    private static StockChange stockChange(ResultSet row, int number) throws SQLException {
        return new StockChange(
                row.getLong("id"),
                row.getInt("pieces"),
                row.getString("reason"),
                row.getObject("changed_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("name"));
    }
}
