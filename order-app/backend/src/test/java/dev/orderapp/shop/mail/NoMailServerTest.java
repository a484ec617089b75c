package dev.orderapp.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class NoMailServerTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void ordersAndSignUpsLeaveNoLetters() {
        String email = "new-" + UUID.randomUUID() + "@example.test";
        TestClient customer = fixtures.browser();
        customer.get("/api/products");
        String account = "{\"email\":\"%s\",\"name\":\"Kim\",\"password\":\"correct horse battery\"}".formatted(email);
        assertThat(customer.post("/api/accounts", account).status()).isEqualTo(201);
        customer.signIn(email, "correct horse battery");

        String order = customer.order(UUID.randomUUID(), fixtures.product("Mug", "12.90", 10), 1)
                .id();

        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_mail WHERE order_id = ? OR email = ?")
                        .params(order, email)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoForgotThePasswordIsToldThatNoLetterWillCome() {
        TestClient browser = fixtures.browser();
        browser.get("/api/products");

        Response answer = browser.post("/api/password-resets", "{\"email\":\"%s\"}".formatted(fixtures.customer()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:no-letters");
    }
}
