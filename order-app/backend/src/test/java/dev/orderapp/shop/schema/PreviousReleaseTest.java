package dev.orderapp.shop.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * During a canary the release before works on this release's schema, and this release on what that one writes. The SQL
 * here is that of the release before, word for word; it changes when the next release becomes the one before.
 */
@ShopTest
class PreviousReleaseTest {

    private static final String SELECT_ORDER = """
            SELECT o.id, o.status, o.placed_at, l.product_id, l.name, l.price, l.quantity
            FROM customer_order o JOIN order_line l ON l.order_id = o.id
            """;

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anOrderOfTheReleaseBeforeIsReadMovedAndCancelledByThisOne() {
        String email = fixtures.customer();
        long product = insertProductAsBefore("Mug");
        String order = String.valueOf(placeAsBefore(email, product, 2, UUID.randomUUID()));
        TestClient customer = fixtures.signedIn(email);

        Response read = customer.get("/api/orders/" + order);

        assertThat(read.<String>json("$.status")).isEqualTo("PLACED");
        assertThat(read.<Object>json("$.address")).isNull();
        assertThat(read.<List<String>>json("$.history[*].status")).containsExactly("PLACED");
        assertThat(read.body())
                .contains("\"shipping\":0.00,\"taxPercent\":0.00")
                .contains("\"total\":25.80");
        assertThat(customer.post("/api/orders/" + order + "/cancellation", "").<String>json("$.status"))
                .isEqualTo("CANCELLED");
        assertThat(fixtures.stockOf(product)).isEqualTo(10);
    }

    @Test
    void anOrderOfThisReleaseIsReadByTheReleaseBeforeWhateverItsStatus() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email);
        TestClient staff = fixtures.signedInStaff();
        long product = fixtures.product("Mug", "12.90", 10);
        String placed = customer.order(UUID.randomUUID(), product, 2).id();
        String confirmed = customer.order(UUID.randomUUID(), product, 1).id();
        String cancelled = customer.order(UUID.randomUUID(), product, 1).id();
        staff.post("/api/staff/orders/" + confirmed + "/status", "{\"status\":\"CONFIRMED\"}");
        customer.post("/api/orders/" + cancelled + "/cancellation", "");

        for (String order : List.of(placed, confirmed, cancelled)) {
            assertThat(readAsBefore(email, Long.parseLong(order))).isEqualTo("PLACED");
        }
    }

    @Test
    void anAttemptThatReachesBothReleasesIsOneOrder() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email);
        long product = insertProductAsBefore("Mug");
        UUID key = UUID.randomUUID();
        long before = placeAsBefore(email, product, 2, key);

        Response now = customer.order(key, product, 2);

        assertThat(now.status()).isEqualTo(200);
        assertThat(now.<Integer>json("$.id")).isEqualTo((int) before);
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
    }

    @Test
    void whatTheReleaseBeforeInsertsIsForSaleAndItsCustomersSignIn() {
        String name = "x" + UUID.randomUUID();
        long product = insertProductAsBefore(name);

        assertThat(fixtures.browser().get("/api/products/" + product).<String>json("$.name"))
                .isEqualTo(name);
        assertThat(fixtures.signedIn(insertCustomerAsBefore())
                        .get("/api/session")
                        .<String>json("$.role"))
                .isEqualTo("CUSTOMER");
    }

    @Test
    void theReleaseBeforeFindsWhatThisOneSells() {
        long product = fixtures.product("Compass " + UUID.randomUUID(), "31.00", 5);

        List<Long> found = jdbc.sql(
                        "SELECT id, name, price, stock FROM product WHERE name LIKE ? ORDER BY name, id LIMIT ? OFFSET ?")
                .params("%compass%", 1000, 0)
                .query((row, n) -> row.getLong("id"))
                .list();

        assertThat(found).contains(product);
    }

    private String insertCustomerAsBefore() {
        String email = UUID.randomUUID() + "@example.test";
        String hash = jdbc.sql("SELECT password_hash FROM customer WHERE email = ?")
                .param(fixtures.customer())
                .query(String.class)
                .single();
        jdbc.sql("INSERT INTO customer (email, name, password_hash) VALUES (?, ?, ?)")
                .params(email, "Kim", hash)
                .update();
        return email;
    }

    private long insertProductAsBefore(String name) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO product (name, price, stock) VALUES (?, ?, ?)")
                .params(name, new BigDecimal("12.90"), 10)
                .update(id, "id");
        return id.getKeyAs(Number.class).longValue();
    }

    private long placeAsBefore(String email, long product, int quantity, UUID key) {
        long customer = customerId(email);
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO customer_order (customer_id, idempotency_key, status, placed_at) VALUES (?, ?, ?, ?)")
                .params(customer, key.toString(), "PLACED", LocalDateTime.of(2026, 11, 24, 9, 0))
                .update(id, "id");
        jdbc.sql("UPDATE product SET stock = stock - ? WHERE id = ? AND stock >= ?")
                .params(quantity, product, quantity)
                .update();
        long order = id.getKeyAs(Number.class).longValue();
        jdbc.sql("INSERT INTO order_line (order_id, product_id, name, price, quantity) VALUES (?, ?, ?, ?, ?)")
                .params(order, product, "Mug", new BigDecimal("12.90"), quantity)
                .update();
        return order;
    }

    /** The status, which that release knows one of. */
    private String readAsBefore(String email, long order) {
        return jdbc.sql(SELECT_ORDER + "WHERE o.customer_id = ? AND o.id = ? ORDER BY l.product_id")
                .params(customerId(email), order)
                .query((row, n) -> row.getString("status"))
                .single();
    }

    private long customerId(String email) {
        return jdbc.sql("SELECT id, email, name, password_hash FROM customer WHERE email = ?")
                .param(email)
                .query((row, n) -> row.getLong("id"))
                .single();
    }
}
