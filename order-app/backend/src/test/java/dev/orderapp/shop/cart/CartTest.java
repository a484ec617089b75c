package dev.orderapp.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class CartTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aCartIsTheSameInEveryBrowserOfAnAccount() {
        String email = fixtures.customer();
        long mug = fixtures.product("Mug", "12.90", 10);

        Response put = put(fixtures.signedIn(email), mug, 3);
        Response elsewhere = fixtures.signedIn(email).get("/api/cart");

        assertThat(put.status()).isEqualTo(200);
        assertThat(elsewhere.body()).isEqualTo(put.body()).contains("\"total\":38.70");
        assertThat(elsewhere.<Integer>json("$.count")).isEqualTo(3);
        assertThat(elsewhere.<String>json("$.items[0].name")).isEqualTo("Mug");
        assertThat(elsewhere.<Boolean>json("$.items[0].available")).isTrue();
    }

    @Test
    void anotherCustomersCartStaysTheirs() {
        long mug = fixtures.product("Mug", "12.90", 10);
        TestClient owner = fixtures.signedIn();
        put(owner, mug, 3);
        TestClient other = fixtures.signedIn();

        assertThat(other.get("/api/cart").<Integer>json("$.count")).isZero();
        other.delete("/api/cart/items/" + mug);
        other.delete("/api/cart");

        assertThat(owner.get("/api/cart").<Integer>json("$.count")).isEqualTo(3);
    }

    @Test
    void aQuantityIsSetNotAdded() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        put(browser, mug, 3);

        assertThat(put(browser, mug, 2).<Integer>json("$.count")).isEqualTo(2);
        assertThat(browser.delete("/api/cart/items/" + mug).<Integer>json("$.count"))
                .isZero();
        assertThat(browser.delete("/api/cart/items/" + mug).status()).isEqualTo(200);
    }

    @Test
    void moreThanThereIsMayBeInTheCartButIsNotAvailable() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 1);

        assertThat(put(browser, mug, 2).<Boolean>json("$.items[0].available")).isFalse();
    }

    @Test
    void whatIsWithdrawnStaysVisibleAndCannotBeAdded() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        put(browser, mug, 1);
        jdbc.sql("UPDATE product SET active = FALSE WHERE id = ?").param(mug).update();

        assertThat(browser.get("/api/cart").<Boolean>json("$.items[0].available"))
                .isFalse();
        assertThat(put(browser, mug, 1).status()).isEqualTo(404);
    }

    @Test
    void mergingTakesTheLargerQuantityHoweverOftenItIsSent() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        long pan = fixtures.product("Pan", "49.00", 10);
        put(browser, mug, 3);
        String collected =
                "{\"items\":[{\"productId\":%d,\"quantity\":2},{\"productId\":%d,\"quantity\":4},{\"productId\":%d,\"quantity\":1}]}"
                        .formatted(mug, pan, Long.MAX_VALUE);

        browser.post("/api/cart/merge", collected);
        Response again = browser.post("/api/cart/merge", collected);

        assertThat(again.<List<Integer>>json("$.items[*].quantity")).containsExactly(3, 4);
    }

    @Test
    void anOrderTakesItsProductsOutOfTheCart() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        long pan = fixtures.product("Pan", "49.00", 1);
        put(browser, mug, 3);
        put(browser, pan, 1);

        browser.order(UUID.randomUUID(), mug, 3);
        assertThat(browser.get("/api/cart").<List<String>>json("$.items[*].name"))
                .containsExactly("Pan");

        assertThat(browser.order(UUID.randomUUID(), pan, 2).status()).isEqualTo(409);
        assertThat(browser.get("/api/cart").<List<String>>json("$.items[*].name"))
                .as("a refused order leaves the cart")
                .containsExactly("Pan");
    }

    @Test
    void aFullCartSaysSo() {
        TestClient browser = fixtures.signedIn();
        List<Long> products = IntStream.rangeClosed(0, 50)
                .mapToObj(number -> fixtures.product("Thing " + number, "1.00", 1))
                .toList();
        String fifty = products.stream()
                .limit(50)
                .map(id -> "{\"productId\":%d,\"quantity\":1}".formatted(id))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        assertThat(browser.post("/api/cart/merge", fifty).<Integer>json("$.count"))
                .isEqualTo(50);

        Response answer = put(browser, products.get(50), 1);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:cart-full");
        assertThat(put(browser, products.get(0), 2).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"quantity\":0}", "{\"quantity\":100}", "{\"quantity\":1.5}", "[]"})
    void aQuantityThatCannotBeIsABadRequest(String body) {
        long mug = fixtures.product("Mug", "12.90", 10);

        assertThat(fixtures.signedIn().put("/api/cart/items/" + mug, body).status())
                .isEqualTo(400);
    }

    @Test
    void nobodyHasACartWithoutSigningIn() {
        TestClient browser = fixtures.browser();

        assertThat(browser.get("/api/cart").status()).isEqualTo(401);
        assertThat(put(browser, 1, 1).status()).isEqualTo(401);
    }

    private static Response put(TestClient browser, long product, int quantity) {
        return browser.put("/api/cart/items/" + product, "{\"quantity\":%d}".formatted(quantity));
    }
}
