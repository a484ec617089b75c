package dev.orderapp.shop.testing;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.product.ProductIndex;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Makes what a test needs. Every customer and product is new, so that tests don't see each other's. */
public class Fixtures {

    /** The password of all customers made here. */
    public static final String PASSWORD = "correct horse";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final JdbcClient jdbc;
    private final String passwordHash;
    private final ProductIndex index;
    private final ServletWebServerApplicationContext server;

    public Fixtures(
            JdbcClient jdbc, PasswordEncoder passwords, ProductIndex index, ServletWebServerApplicationContext server) {
        this.jdbc = jdbc;
        this.index = index;
        this.passwordHash = passwords.encode(PASSWORD);
        this.server = server;
    }

    /** A new customer's e-mail address. */
    public String customer() {
        return account("CUSTOMER");
    }

    /** The e-mail address of somebody new who works for the shop. */
    public String staff() {
        return account("STAFF");
    }

    /** The e-mail address of a customer who has an account since a moment ago. */
    public String newCustomer() {
        String email = account("CUSTOMER");
        jdbc.sql("UPDATE customer SET created_at = UTC_TIMESTAMP(6) WHERE email = ?")
                .param(email)
                .update();
        return email;
    }

    private String account(String role) {
        String email = "account%d@example.test".formatted(NUMBER.incrementAndGet());
        jdbc.sql(
                        "INSERT INTO customer (email, name, password_hash, role, created_at) VALUES (?, 'Kim', ?, ?, '2020-02-20')")
                .params(email, passwordHash, role)
                .update();
        return email;
    }

    /** The id of the account of that address. */
    public AccountId accountOf(String email) {
        return new AccountId(jdbc.sql("SELECT id FROM customer WHERE email = ?")
                .param(email)
                .query(Long.class)
                .single());
    }

    /** A new product's id. */
    public long product(String name, String price, int stock) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO product (name, price, stock) VALUES (?, ?, ?)")
                .params(name, price, stock)
                .update(id, "id");
        index.catchUp();
        return id.getKeyAs(Number.class).longValue();
    }

    /** A new category's code. */
    public String category() {
        String code = "category-" + NUMBER.incrementAndGet();
        jdbc.sql("INSERT INTO category (code, name_en, name_ko) VALUES (?, 'Things', '물건')")
                .param(code)
                .update();
        return code;
    }

    /** How many pieces are left. */
    public int stockOf(long product) {
        return jdbc.sql("SELECT stock FROM product WHERE id = ?")
                .param(product)
                .query(Integer.class)
                .single();
    }

    /** How many orders the customer has. */
    public int ordersOf(String email) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM customer_order o JOIN customer c ON c.id = o.customer_id WHERE c.email = ?")
                .param(email)
                .query(Integer.class)
                .single();
    }

    /** As if so much time had passed for what is claimed or was attempted. */
    public void shortenClaims(Duration time) {
        jdbc.sql("UPDATE attempt SET forgotten_at = forgotten_at - INTERVAL ? SECOND")
                .param(time.toSeconds())
                .update();
    }

    /** A browser of somebody who isn't signed in. */
    public TestClient browser() {
        return new TestClient(port());
    }

    /** A browser in which a new customer is signed in. */
    public TestClient signedIn() {
        return signedIn(customer());
    }

    /** A browser in which somebody new is signed in who works for the shop. */
    public TestClient signedInStaff() {
        return signedIn(staff());
    }

    /** A browser in which that customer is signed in. */
    public TestClient signedIn(String email) {
        TestClient browser = browser();
        Response answer = browser.signIn(email, PASSWORD);
        if (answer.status() != 200) {
            throw new IllegalStateException("Signing in failed: " + answer);
        }
        return browser;
    }

    /** What a counter shows on the metrics page; its name as it stands there, labels included. */
    public double counted(String series) {
        return browser()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no series " + series));
    }

    private int port() {
        return server.getWebServer().getPort();
    }
}
