package dev.orderapp.shop.product;

import dev.orderapp.shop.database.Transactions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Keeps the words by which products are found. Whoever inserts a product or changes its name leaves it unsearchable; this
 * catches up at once when told, and now and then by itself with what another release or a script has inserted.
 */
@Repository
public class ProductIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ProductIndex.class);

    /** Their rows are locked meanwhile: few enough that no buyer notices. */
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Transactions transactions;

    ProductIndex(JdbcClient jdbc, JdbcTemplate batches, Transactions transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
    }

    /** Makes all products searchable that are not yet. Safe to call from anywhere at the same time. */
    @Scheduled(fixedDelayString = "PT30S")
    public void catchUp() {
        int total = 0;
        int done;
        do {
            done = transactions.execute(this::indexSome);
            total += done;
        } while (done == BATCH);
        if (total > 0) {
            LOG.info("Made {} products searchable", total);
        }
    }

    private int indexSome() {
        List<Row> rows = jdbc.sql("SELECT id, name, name_ko FROM product WHERE searchable = FALSE LIMIT ? FOR UPDATE")
                .param(BATCH)
                .query((row, n) -> new Row(row.getLong("id"), row.getString("name"), row.getString("name_ko")))
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        batches.batchUpdate(
                "DELETE FROM product_word WHERE product_id = ?",
                rows.stream().map(row -> new Object[] {row.id()}).toList());
        batches.batchUpdate(
                "INSERT INTO product_word (word, product_id) VALUES (?, ?)",
                rows.stream()
                        .flatMap(row -> row.words().stream().map(word -> new Object[] {word, row.id()}))
                        .toList());
        batches.batchUpdate(
                "UPDATE product SET searchable = TRUE, title_ko = ? WHERE id = ?",
                rows.stream().map(row -> new Object[] {row.titleKo(), row.id()}).toList());
        return rows.size();
    }

    private record Row(long id, String name, String nameKo) {

        Set<String> words() {
            Set<String> words = new LinkedHashSet<>(SearchTerms.toStore(name));
            words.addAll(SearchTerms.toStore(titleKo()));
            return words;
        }

        String titleKo() {
            return nameKo == null ? name : nameKo;
        }
    }
}
