package dev.orderapp.shop.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class SignUpTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whoSignedUpCanSignIn() {
        String email = "New.%s@Example.test".formatted(UUID.randomUUID());

        Response answer = signUp(email, "Kim Min-ji", "long enough");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.<String>json("$.email")).isEqualTo(email.toLowerCase());
        assertThat(answer.<String>json("$.role")).isEqualTo("CUSTOMER");
        assertThat(fixtures.browser().signIn(email, "long enough").<String>json("$.name"))
                .isEqualTo("Kim Min-ji");
    }

    @Test
    void anAddressHasOneAccount() {
        String email = fixtures.customer();

        Response answer = signUp(email.toUpperCase(), "Kim", "long enough");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:email-taken");
        assertThat(fixtures.browser().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nobodyMakesThemselvesStaff() {
        TestClient browser = fresh();
        String email = UUID.randomUUID() + "@example.test";

        Response answer = browser.post(
                "/api/accounts",
                "{\"email\":\"%s\",\"name\":\"Kim\",\"password\":\"long enough\",\"role\":\"STAFF\",\"id\":1,\"passwordHash\":\"x\"}"
                        .formatted(email));

        assertThat(answer.<String>json("$.role")).isEqualTo("CUSTOMER");
        browser.signIn(email, "long enough");
        assertThat(browser.get("/api/staff/orders").status()).isEqualTo(403);
    }

    @Test
    void passwordsAreKeptAsSlowHashesOnly() {
        String email = UUID.randomUUID() + "@example.test";
        signUp(email, "Kim", "long enough");

        String hash = jdbc.sql("SELECT password_hash FROM customer WHERE email = ?")
                .param(email)
                .query(String.class)
                .single();

        assertThat(hash).startsWith("$2a$").doesNotContain("long enough");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-address       | Kim | long enough | email",
                "a@b              | Kim | long enough | email",
                "a b@example.test | Kim | long enough | email",
                "ok@example.test  | ''  | long enough | name",
                "ok@example.test  | Kim | short       | password",
                "ok@example.test  | Kim | OK@example.test | password",
                "ok@example.test  | Kim | Password123 | password",
                "k\u0456m@example.test | Kim | long enough | email",
                "kim?cc=all@example.test | Kim | long enough | email",
                "kim%0a@example.test | Kim | long enough | email",
                "kim@ex\u0430mple.test | Kim | long enough | email",
                "kim@-example.test | Kim | long enough | email",
                "ok@example.test  | Win at https://evil.example | long enough | name",
                "ok@example.test  | www.evil.example | long enough | name",
                "ok@example.test  | Go to evil.com now | long enough | name",
                "ok@example.test  | me@evil.example | long enough | name",
                "ok@example.test  | <b>Kim</b> | long enough | name",
                "ok@example.test  | P\u0430ypal Support | long enough | name",
                "ok@example.test  | Kim\\u0007 | long enough | name",
                "ok@example.test  | Kim\\nMin | long enough | name"
            })
    void whatCannotBeIsRefusedByName(String email, String name, String password, String field) {
        Response answer = signUp(email, name, password);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:invalid-field");
        assertThat(answer.<String>json("$.field")).isEqualTo(field);
    }

    @Test
    void aPasswordThatBcryptWouldCutIsRefused() {
        assertThat(signUp("ok@example.test", "Kim", "가".repeat(25)).<String>json("$.field"))
                .isEqualTo("password");
    }

    private Response signUp(String email, String name, String password) {
        return fresh().post(
                        "/api/accounts",
                        "{\"email\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(email, name, password));
    }

    private TestClient fresh() {
        TestClient browser = fixtures.browser();
        browser.get("/api/products");
        return browser;
    }
}
