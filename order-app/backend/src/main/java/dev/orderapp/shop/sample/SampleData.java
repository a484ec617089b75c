package dev.orderapp.shop.sample;

import dev.orderapp.shop.settings.ShopSettings;
import java.math.BigDecimal;
import java.util.List;
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
    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;

    SampleData(
            ShopSettings settings, PasswordEncoder passwords, JdbcTemplate jdbc, TransactionOperations transactions) {
        this.settings = settings;
        this.passwords = passwords;
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
        try {
            transactions.executeWithoutResult(transaction -> insertAll(hash));
            LOG.info("Filled the shop with {} sample customers and {} products", CUSTOMERS, SampleProducts.ALL.size());
        } catch (DuplicateKeyException e) {
            LOG.info("Another process filled the shop with sample data");
        }
    }

    private boolean isThere() {
        return !jdbc.queryForList("SELECT id FROM customer WHERE email = ?", email(1))
                .isEmpty();
    }

    private void insertAll(String hash) {
        insertCustomers(hash, 1, 1);
        insertCustomers(hash, 2, CUSTOMERS);
        List<Object[]> products = SampleProducts.ALL.stream()
                .map(product -> new Object[] {product.name(), new BigDecimal(product.price()), STOCK})
                .toList();
        jdbc.batchUpdate("INSERT INTO product (name, price, stock) VALUES (?, ?, ?)", products);
    }

    private void insertCustomers(String hash, int first, int last) {
        List<Object[]> customers = IntStream.rangeClosed(first, last)
                .mapToObj(number -> new Object[] {email(number), "Shopper %04d".formatted(number), hash})
                .toList();
        jdbc.batchUpdate("INSERT INTO customer (email, name, password_hash) VALUES (?, ?, ?)", customers);
    }

    private static String email(int number) {
        return "shopper%04d@example.test".formatted(number);
    }
}
