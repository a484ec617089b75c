package dev.orderapp.shop.sample;

import dev.orderapp.shop.picture.BundledPictures;
import dev.orderapp.shop.product.ProductIndex;
import dev.orderapp.shop.sample.SampleCatalogue.SampleProduct;
import dev.orderapp.shop.settings.ShopSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Fills an empty shop with products and customers to try it with, before it reports ready. All in one transaction that
 * starts with the first customer's unique address: of several Pods that start together one does it, the others wait for
 * its end and find it done. Never changes what is there, a sample customer's password included.
 */
@Component
@ConditionalOnBooleanProperty("shop.sample-data")
class SampleData implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);
    private static final int CUSTOMERS = 500;
    private static final int STOCK = 1_000_000;

    private final ShopSettings settings;
    private final PasswordEncoder passwords;
    private final BundledPictures pictures;
    private final ProductIndex index;
    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;

    SampleData(
            ShopSettings settings,
            PasswordEncoder passwords,
            BundledPictures pictures,
            ProductIndex index,
            JdbcTemplate jdbc,
            TransactionOperations transactions) {
        this.settings = settings;
        this.passwords = passwords;
        this.pictures = pictures;
        this.index = index;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (isThere()) {
            return;
        }
        // One hash for all: 500 of them would take half a minute.
        String hash = passwords.encode(settings.samplePassword());
        SampleCatalogue catalogue = SampleCatalogue.read();
        try {
            transactions.executeWithoutResult(transaction -> {
                insertCustomers(hash, 1, 1);
                insertCustomers(hash, 2, CUSTOMERS);
                insertCatalogue(catalogue);
            });
            index.catchUp();
            LOG.info(
                    "Filled the shop with {} sample customers and {} products",
                    CUSTOMERS,
                    catalogue.products().size());
        } catch (DuplicateKeyException e) {
            LOG.info("Another process filled the shop with sample data");
        }
    }

    private boolean isThere() {
        return !jdbc.queryForList("SELECT id FROM customer WHERE email = ?", email(1))
                .isEmpty();
    }

    private void insertCatalogue(SampleCatalogue catalogue) {
        List<Object[]> categories = IntStream.range(0, catalogue.categories().size())
                .mapToObj(position -> {
                    SampleCatalogue.SampleCategory category =
                            catalogue.categories().get(position);
                    return new Object[] {category.code(), category.en(), category.ko(), position};
                })
                .toList();
        jdbc.batchUpdate("INSERT INTO category (code, name_en, name_ko, position) VALUES (?, ?, ?, ?)", categories);
        // Not by a subquery in the batch: MariaDB runs it once, for the first product, and takes its answer for all.
        Map<String, Long> ids = new HashMap<>();
        jdbc.query("SELECT code, id FROM category", row -> {
            ids.put(row.getString("code"), row.getLong("id"));
        });
        jdbc.batchUpdate(
                """
                INSERT INTO product (name, name_ko, description_en, description_ko, price, stock, picture, category_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                catalogue.products().stream()
                        .map(product -> row(product, ids.get(product.category())))
                        .toList());
    }

    private Object[] row(SampleProduct product, long category) {
        return new Object[] {
            product.en().name(),
            product.ko().name(),
            product.en().description(),
            product.ko().description(),
            product.price(),
            STOCK,
            pictures.name(product.picture()).toString(),
            category
        };
    }

    private void insertCustomers(String hash, int first, int last) {
        List<Object[]> customers = IntStream.rangeClosed(first, last)
                .mapToObj(number -> new Object[] {email(number), "Shopper %04d".formatted(number), hash})
                .toList();
        // As if they had been there for long: what fails for new accounts says less of a release.
        jdbc.batchUpdate(
                "INSERT INTO customer (email, name, password_hash, created_at) VALUES (?, ?, ?, '2000-01-01')",
                customers);
    }

    private static String email(int number) {
        return "shopper%04d@example.test".formatted(number);
    }
}
