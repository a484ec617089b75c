package dev.orderapp.shop.product;

import dev.orderapp.shop.language.LocalizedText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The kinds of products, and how many products each has. */
@Repository
public class Categories {

    /** Counting a large shop takes tens of milliseconds: too long for each page of a list, and nobody counts after. */
    private static final Duration COUNTED_FOR = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Counts counts = new Counts(Instant.EPOCH, 0, Map.of());

    Categories(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All of them, in the order in which the shop shows them. */
    public List<Category> all() {
        return jdbc.sql("SELECT id, code, name_en, name_ko FROM category ORDER BY position, id")
                .query((row, n) -> new Category(
                        row.getLong("id"),
                        row.getString("code"),
                        new LocalizedText(row.getString("name_en"), row.getString("name_ko"))))
                .list();
    }

    /** The id of the category of that code. */
    Optional<Long> find(String code) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(code)) {
            // Codes are ASCII, and MariaDB fails a comparison of these with anything else.
            return Optional.empty();
        }
        return jdbc.sql("SELECT id FROM category WHERE code = ?")
                .param(code)
                .query(Long.class)
                .optional();
    }

    /** How many products can be bought, counted at most ten seconds ago. */
    long productsInAll() {
        return counts().all();
    }

    /** How many products of that category can be bought, counted at most ten seconds ago. */
    long productsOf(long category) {
        return counts().byCategory().getOrDefault(category, 0L);
    }

    private Counts counts() {
        Counts known = counts;
        if (known.at().plus(COUNTED_FOR).isAfter(clock.instant())) {
            return known;
        }
        // One request counts, the others wait for it rather than count too.
        synchronized (this) {
            if (counts == known) {
                counts = count();
            }
            return counts;
        }
    }

    private Counts count() {
        Map<Long, Long> byCategory = new HashMap<>();
        long[] all = {0};
        jdbc.sql("SELECT category_id, COUNT(*) AS products FROM product WHERE active = TRUE GROUP BY category_id")
                .query(row -> {
                    all[0] += row.getLong("products");
                    byCategory.put(row.getLong("category_id"), row.getLong("products"));
                });
        return new Counts(clock.instant(), all[0], byCategory);
    }

    private record Counts(Instant at, long all, Map<Long, Long> byCategory) {}
}
