package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class OrderTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anOrderTakesStockAndCanBeReadBack() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        long pan = fixtures.product("Pan", "49.00", 10);

        Response placed = browser.order(
                UUID.randomUUID(),
                "{\"items\":[{\"productId\":%d,\"quantity\":1},{\"productId\":%d,\"quantity\":2}]}"
                        .formatted(pan, mug));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.<String>json("$.status")).isEqualTo("PLACED");
        assertThat(placed.body()).contains("\"total\":74.80");
        assertThat(placed.<List<String>>json("$.items[*].name")).containsExactly("Mug", "Pan");
        assertThat(browser.get(placed.header("location")).body()).isEqualTo(placed.body());
        assertThat(fixtures.stockOf(mug)).isEqualTo(8);
        assertThat(fixtures.stockOf(pan)).isEqualTo(9);
    }

    @Test
    void theSameKeyAgainAnswersTheSameOrderAndTakesNothing() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();

        Response first = browser.order(key, product, 2);
        Response again = browser.order(key, product, 2);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
    }

    @Test
    void theSameKeyTwentyTimesAtOnceIsOneOrder() {
        String email = fixtures.customer();
        TestClient browser = fixtures.signedIn(email);
        long product = fixtures.product("Mug", "12.90", 100);
        UUID key = UUID.randomUUID();

        List<Response> answers = Concurrently.run(20, number -> browser.order(key, product, 3));

        assertThat(answers).extracting(Response::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers)
                .extracting(Response::body)
                .containsOnly(answers.get(0).body());
        assertThat(fixtures.ordersOf(email)).isEqualTo(1);
        assertThat(fixtures.stockOf(product)).isEqualTo(97);
    }

    @Test
    void theSameKeyForOtherItemsIsRefused() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        long other = fixtures.product("Pan", "49.00", 10);
        UUID key = UUID.randomUUID();
        browser.order(key, product, 2);

        Response otherQuantity = browser.order(key, product, 3);
        Response otherProduct = browser.order(key, other, 2);

        assertThat(otherQuantity.status()).isEqualTo(422);
        assertThat(otherQuantity.<String>json("$.type")).isEqualTo("urn:order-app:idempotency-key-reused");
        assertThat(otherProduct.status()).isEqualTo(422);
        assertThat(fixtures.stockOf(product)).isEqualTo(8);
        assertThat(fixtures.stockOf(other)).isEqualTo(10);
    }

    @Test
    void twoCustomersMayChooseTheSameKey() {
        long product = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();

        assertThat(fixtures.signedIn().order(key, product, 1).status()).isEqualTo(201);
        assertThat(fixtures.signedIn().order(key, product, 1).status()).isEqualTo(201);
    }

    @Test
    void twoHundredBuyersOfFiftyPiecesGetExactlyFifty() {
        long product = fixtures.product("Mug", "12.90", 50);
        List<TestClient> buyers =
                IntStream.range(0, 200).mapToObj(number -> fixtures.signedIn()).toList();

        List<Response> answers =
                Concurrently.run(200, number -> buyers.get(number).order(UUID.randomUUID(), product, 1));

        assertThat(answers).extracting(Response::status).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(50);
        assertThat(fixtures.stockOf(product)).isZero();
    }

    @Test
    void buyersOfTheSameProductsInAnyOrderAllSucceed() {
        long first = fixtures.product("Mug", "12.90", 1000);
        long second = fixtures.product("Pan", "49.00", 1000);
        List<TestClient> buyers =
                IntStream.range(0, 40).mapToObj(number -> fixtures.signedIn()).toList();

        List<Response> answers = Concurrently.run(40, number -> buyers.get(number)
                .order(
                        UUID.randomUUID(),
                        "{\"items\":[{\"productId\":%d,\"quantity\":1},{\"productId\":%d,\"quantity\":1}]}"
                                .formatted(number % 2 == 0 ? first : second, number % 2 == 0 ? second : first)));

        assertThat(answers).extracting(Response::status).containsOnly(201);
        assertThat(fixtures.stockOf(first)).isEqualTo(960);
        assertThat(fixtures.stockOf(second)).isEqualTo(960);
    }

    @Test
    void anOrderThatIsTooLargeTakesNothingAndSaysWhatIsLeft() {
        TestClient browser = fixtures.signedIn();
        long plenty = fixtures.product("Mug", "12.90", 10);
        long scarce = fixtures.product("Pan", "49.00", 1);
        UUID key = UUID.randomUUID();

        Response answer = browser.order(
                key,
                "{\"items\":[{\"productId\":%d,\"quantity\":2},{\"productId\":%d,\"quantity\":2}]}"
                        .formatted(plenty, scarce));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:out-of-stock");
        assertThat(answer.<Integer>json("$.productId")).isEqualTo((int) scarce);
        assertThat(answer.<Integer>json("$.available")).isEqualTo(1);
        assertThat(fixtures.stockOf(plenty)).isEqualTo(10);
        assertThat(browser.get("/api/orders").<Integer>json("$.total")).isZero();
        // The key is free for another try.
        assertThat(browser.order(key, plenty, 2).status()).isEqualTo(201);
    }

    @Test
    void anUnknownProductIsRefused() {
        Response answer = fixtures.signedIn().order(UUID.randomUUID(), Long.MAX_VALUE, 1);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:unknown-product");
    }

    @Test
    void thePriceStaysAsOrdered() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);
        Response placed = browser.order(UUID.randomUUID(), product, 2);

        jdbc.sql("UPDATE product SET price = 99.99, name = 'Cup' WHERE id = ?")
                .param(product)
                .update();

        assertThat(browser.get(placed.header("location")).body()).isEqualTo(placed.body());
    }

    @Test
    void anotherCustomersOrderIsNotThere() {
        long product = fixtures.product("Mug", "12.90", 10);
        String location =
                fixtures.signedIn().order(UUID.randomUUID(), product, 1).header("location");
        TestClient other = fixtures.signedIn();

        assertThat(other.get(location).status()).isEqualTo(404);
        assertThat(other.get("/api/orders").<Integer>json("$.total")).isZero();
        assertThat(other.get("/api/orders/" + Long.MAX_VALUE).status()).isEqualTo(404);
    }

    @Test
    void ownOrdersAreListedNewestFirstPageByPage() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 100);
        List<String> placed = IntStream.range(0, 21)
                .mapToObj(number -> browser.order(UUID.randomUUID(), product, 1).body())
                .toList();

        Response firstPage = browser.get("/api/orders");
        Response secondPage = browser.get("/api/orders?page=1");

        assertThat(firstPage.<Integer>json("$.total")).isEqualTo(21);
        assertThat(firstPage.<List<Object>>json("$.items")).hasSize(20);
        assertThat(firstPage.body()).startsWith("{\"items\":[" + placed.get(20));
        assertThat(secondPage.body()).startsWith("{\"items\":[" + placed.get(0) + "]");
    }

    @Test
    void nobodyOrdersWithoutSigningIn() {
        TestClient browser = fixtures.browser();
        browser.get("/api/products");

        assertThat(browser.order(UUID.randomUUID(), 1, 1).status()).isEqualTo(401);
        assertThat(browser.get("/api/orders").status()).isEqualTo(401);
        assertThat(browser.get("/api/orders/1").status()).isEqualTo(401);
    }

    @Test
    void anOrderNeedsTheCsrfHeader() {
        long product = fixtures.product("Mug", "12.90", 10);

        assertThat(fixtures.signedIn()
                        .withoutCsrfHeader()
                        .order(UUID.randomUUID(), product, 1)
                        .status())
                .isEqualTo(403);
        assertThat(fixtures.stockOf(product)).isEqualTo(10);
    }

    @Test
    void anOrderNeedsAKeyThatIsAUuid() {
        TestClient browser = fixtures.signedIn();
        String body = "{\"items\":[{\"productId\":1,\"quantity\":1}]}";

        Response missing = browser.post("/api/orders", body);
        Response noUuid = browser.withHeader("Idempotency-Key", "42").post("/api/orders", body);

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.<String>json("$.detail")).contains("Idempotency-Key");
        assertThat(noUuid.status()).isEqualTo(400);
        assertThat(noUuid.<String>json("$.detail")).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "{}",
                "[]",
                "{\"items\":[]}",
                "{\"items\":[null]}",
                "{\"items\":[{\"productId\":1}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":0}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":-1}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":100}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":1.5}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":99999999999}]}",
                "{\"items\":[{\"productId\":1,\"quantity\":1},{\"productId\":1,\"quantity\":1}]}"
            })
    void whatNobodyCanOrderIsABadRequest(String body) {
        Response answer = fixtures.signedIn().order(UUID.randomUUID(), body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).doesNotContain("dev.orderapp").doesNotContain("tools.jackson");
    }

    @Test
    void aBodyOfHundredsOfKilobytesIsRefused() {
        String body = "{\"padding\":\"" + "x".repeat(300_000) + "\",\"items\":[]}";

        assertThat(fixtures.signedIn().order(UUID.randomUUID(), body).status()).isEqualTo(413);
    }
}
