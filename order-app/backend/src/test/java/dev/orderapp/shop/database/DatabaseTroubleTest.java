package dev.orderapp.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import dev.orderapp.shop.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What visitors are told when the database is there, but can't do what they want: to try again, and then it is done once. */
@ShopTest
class DatabaseTroubleTest {

    @Autowired
    Fixtures fixtures;

    private Connection intruder;

    @BeforeEach
    void connect() throws SQLException {
        intruder = DriverManager.getConnection(TestDatabase.url("shop"), "root", "");
    }

    @AfterEach
    void disconnect() throws SQLException {
        intruder.close();
    }

    @Test
    void anOrderThatWaitsTooLongForItsStockIsToBeSentAgain() throws SQLException {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();
        lockStockOf(product);

        Response meanwhile = browser.order(key, product, 2);
        intruder.rollback();

        assertToBeSentAgain(meanwhile);
        assertThat(browser.order(key, product, 2).status()).isEqualTo(201);
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
    }

    @Test
    void anOrderWaitsForItsStockLongerThanTheDatabaseLetsItWaitOnce() throws SQLException {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        lockStockOf(product);
        CompletableFuture<Response> order =
                CompletableFuture.supplyAsync(() -> browser.order(UUID.randomUUID(), product, 2));
        long first = awaitWaiting("trx_id");

        await().until(() -> waiting("trx_id"), transaction -> transaction != 0 && transaction != first);
        intruder.rollback();

        assertThat(order.join().status()).isEqualTo(201);
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
    }

    @Test
    void anOrderWhoseConnectionIsKilledIsToBeSentAgain() throws SQLException {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();
        lockStockOf(product);
        CompletableFuture<Response> order = CompletableFuture.supplyAsync(() -> browser.order(key, product, 2));

        execute("KILL " + awaitWaiting("trx_mysql_thread_id"));
        Response killed = order.join();
        intruder.rollback();

        assertToBeSentAgain(killed);
        assertThat(browser.order(key, product, 2).status()).isEqualTo(201);
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
    }

    @Test
    void aTableThatAMigrationHoldsAnswersTryAgainBeforeAnyControllerToo() throws SQLException {
        TestClient staff = fixtures.signedInStaff();
        execute("LOCK TABLES customer WRITE");

        Response answer = staff.get("/api/staff/orders");
        execute("UNLOCK TABLES");

        assertToBeSentAgain(answer);
        assertThat(staff.get("/api/staff/orders").status()).isEqualTo(200);
    }

    private static void assertToBeSentAgain(Response answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("2");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    private void lockStockOf(long product) throws SQLException {
        intruder.setAutoCommit(false);
        execute("UPDATE product SET stock = stock WHERE id = " + product);
    }

    private long awaitWaiting(String column) {
        return await().until(() -> waiting(column), number -> number != 0);
    }

    /** A column of the transaction that waits for a lock; 0 if none does. */
    private long waiting(String column) throws SQLException {
        try (Statement statement = intruder.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + column + " FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = intruder.createStatement()) {
            statement.execute(sql);
        }
    }
}
