package dev.orderapp.shop.product;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;

/** Changes the stock by hand, and records who did it and why. */
@Service
public class Stocktaking {

    private static final String SELECT = """
            SELECT s.id, s.product_id, s.pieces, s.reason, s.changed_at, c.name
            FROM stock_change s JOIN customer c ON c.id = s.account_id
            """;

    private final JdbcClient jdbc;
    private final Products products;
    private final Transactions transactions;
    private final Clock clock;

    Stocktaking(JdbcClient jdbc, Products products, Transactions transactions, Clock clock) {
        this.jdbc = jdbc;
        this.products = products;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds pieces, or takes some away, once however often the attempt arrives.
     *
     * @return the change; {@code repeated} tells whether it had been made before
     * @throws UnknownProductException if there is none
     * @throws ProblemException if fewer are left than are to be taken, or the key named another change
     */
    public Made change(Attempt attempt, Locale reader) {
        products.find(attempt.product()).orElseThrow(() -> new UnknownProductException(attempt.product()));
        try {
            long id = transactions.of(() -> changeNew(attempt, reader));
            return new Made(find("s.id = ?", id).orElseThrow(), false);
        } catch (DuplicateKeyException e) {
            return new Made(ofBefore(attempt), true);
        }
    }

    /** The changes of a product's stock, the newest first. */
    public Page<StockChange> list(long product, PageRequest page) {
        products.find(product).orElseThrow(() -> new UnknownProductException(product));
        List<StockChange> changes = jdbc.sql(SELECT + "WHERE s.product_id = ? ORDER BY s.id DESC LIMIT ? OFFSET ?")
                .params(product, page.size(), page.offset())
                .query(Stocktaking::stockChange)
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM stock_change WHERE product_id = ?")
                .param(product)
                .query(Long.class)
                .single();
        return Page.of(page, changes, total);
    }

    /** The record's row comes first: its unique key makes the same attempt elsewhere wait for our end. */
    private long changeNew(Attempt attempt, Locale reader) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO stock_change (product_id, account_id, idempotency_key, pieces, reason, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        attempt.product(),
                        attempt.staff().value(),
                        attempt.key().toString(),
                        attempt.change(),
                        attempt.reason(),
                        LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC))
                .update(id, "id");
        int updated = jdbc.sql("UPDATE product SET stock = stock + ? WHERE id = ? AND stock + ? BETWEEN 0 AND ?")
                .params(attempt.change(), attempt.product(), attempt.change(), Products.MAX_STOCK)
                .update();
        if (updated == 0) {
            Product product = products.find(attempt.product()).orElseThrow();
            throw new ProblemException(
                            Problem.OUT_OF_STOCK,
                            product.stock(),
                            product.name().in(reader))
                    .with("productId", product.id())
                    .with("available", product.stock());
        }
        return id.getKeyAs(Number.class).longValue();
    }

    private StockChange ofBefore(Attempt attempt) {
        StockChange change = find(
                        "s.account_id = ? AND s.idempotency_key = ? AND s.product_id = ?",
                        attempt.staff().value(),
                        attempt.key().toString(),
                        attempt.product())
                .orElseThrow(() -> new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED));
        if (change.change() != attempt.change()) {
            throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
        }
        return change;
    }

    private Optional<StockChange> find(String condition, Object... parameters) {
        return jdbc.sql(SELECT + "WHERE " + condition)
                .params(parameters)
                .query(Stocktaking::stockChange)
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

    /**
     * Somebody's wish to change the stock, which may reach the shop several times.
     *
     * @param key names the attempt among all of that account
     * @param change pieces to add; below zero to take away
     */
    public record Attempt(CustomerId staff, UUID key, long product, int change, String reason) {}

    /** @param repeated whether the change had been made before this attempt */
    public record Made(StockChange change, boolean repeated) {}
}
