package dev.orderapp.shop.staff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class StaffTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    private TestClient staff;

    @BeforeEach
    void signIn() {
        staff = fixtures.signedInStaff();
    }

    @Test
    void aNewProductIsFoundInBothLanguages() {
        String category = fixtures.category();
        String word = unique();

        Response added = staff.post(
                UUID.randomUUID(),
                "/api/staff/products",
                "{\"nameEn\":\"Lamp %s\",\"nameKo\":\"전등 %s\",\"descriptionEn\":\"Bright.\",\"descriptionKo\":\"밝아요.\",\"price\":19.9,\"stock\":7,\"category\":\"%s\"}"
                        .formatted(word, word, category));

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        String id = added.id();
        Response english = fixtures.browser().get("/api/products?query=lamp%20" + word);
        Response korean = fixtures.browser()
                .withHeader("Accept-Language", "ko-KR,ko;q=0.9")
                .get("/api/products?query=" + word + "&category=" + category);
        assertThat(english.<List<String>>json("$.items[*].name")).containsExactly("Lamp " + word);
        assertThat(english.body()).contains("\"price\":19.90");
        assertThat(korean.<List<String>>json("$.items[*].name")).containsExactly("전등 " + word);
        assertThat(korean.header("content-language")).isEqualTo("ko");
        assertThat(fixtures.browser().get("/api/products/" + id).<String>json("$.description"))
                .isEqualTo("Bright.");
    }

    @Test
    void theSameAttemptMakesOneProduct() {
        UUID key = UUID.randomUUID();
        String name = "Vase " + unique();

        List<Response> answers =
                Concurrently.run(8, number -> staff.post(key, "/api/staff/products", product(name, "5.00", 1)));

        assertThat(answers).extracting(Response::status).containsOnly(201);
        assertThat(answers).extracting(Response::id).containsOnly(answers.get(0).id());
    }

    @Test
    void aChangeToWhatSomebodyElseChangedIsRefused() {
        String id = add("Vase " + unique());
        String first = changed("Bowl " + unique(), 0, true);
        assertThat(staff.put("/api/staff/products/" + id, first).<Integer>json("$.version"))
                .isEqualTo(1);

        Response late = staff.put("/api/staff/products/" + id, first);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.<String>json("$.type")).isEqualTo("urn:order-app:changed-meanwhile");
    }

    @Test
    void aRenamedProductIsFoundByItsNewNameOnly() {
        String before = unique();
        String after = unique();
        String id = add(before);

        staff.put("/api/staff/products/" + id, changed(after, 0, true));

        assertThat(fixtures.browser().get("/api/products?query=" + before).<Integer>json("$.total"))
                .isZero();
        assertThat(fixtures.browser().get("/api/products?query=" + after).<Integer>json("$.total"))
                .isEqualTo(1);
    }

    @Test
    void aWithdrawnProductIsGoneForCustomersAndCanComeBack() {
        String name = unique();
        String id = add(name);

        assertThat(staff.delete("/api/staff/products/" + id).status()).isEqualTo(204);

        assertThat(fixtures.browser().get("/api/products/" + id).status()).isEqualTo(404);
        assertThat(fixtures.browser().get("/api/products?query=" + name).<Integer>json("$.total"))
                .isZero();
        Response order = fixtures.signedIn().order(UUID.randomUUID(), Long.parseLong(id), 1);
        assertThat(order.<String>json("$.type")).isEqualTo("urn:order-app:unknown-product");
        assertThat(staff.get("/api/staff/products?query=" + name).<List<Boolean>>json("$.items[*].active"))
                .containsExactly(false);

        staff.put("/api/staff/products/" + id, changed(name, 1, true));
        assertThat(fixtures.browser().get("/api/products/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"nameEn\":\"  \"|nameEn",
                "\"price\":-1|price",
                "\"price\":1.001|price",
                "\"price\":99999999|price",
                "\"stock\":-1|stock",
                "\"stock\":null|stock"
            })
    void whatNoProductCanBeIsRefusedByName(String member, String field) {
        String body = product("Vase", "5.00", 1).replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9.]+)", member);

        Response answer = staff.post(UUID.randomUUID(), "/api/staff/products", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.<String>json("$.field")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"category,nowhere,unknown-category", "picture,../../etc/passwd,unknown-picture"})
    void whatAProductRefersToMustBeThere(String member, String value, String type) {
        String body = product("Vase", "5.00", 1).replace("{", "{\"%s\":\"%s\",".formatted(member, value));

        Response answer = staff.post(UUID.randomUUID(), "/api/staff/products", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:" + type);
    }

    @Test
    void stockChangesAreMadeOnceAndRecorded() {
        long product = fixtures.product("Vase", "5.00", 10);
        UUID key = UUID.randomUUID();

        Response first = changeStock(product, key, -4);
        Response again = changeStock(product, key, -4);
        Response other = changeStock(product, key, -5);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.<Integer>json("$.stock")).isEqualTo(6);
        assertThat(again.status()).isEqualTo(200);
        assertThat(other.<String>json("$.type")).isEqualTo("urn:order-app:idempotency-key-reused");
        Response list = staff.get("/api/staff/products/%d/stock-changes".formatted(product));
        assertThat(list.<List<Integer>>json("$.items[*].change")).containsExactly(-4);
        assertThat(list.<List<String>>json("$.items[*].by")).containsExactly("Kim");
    }

    @Test
    void noStockChangeGoesBelowZeroHoweverManyComeAtOnce() {
        long product = fixtures.product("Vase", "5.00", 10);

        List<Response> answers = Concurrently.run(20, number -> changeStock(product, UUID.randomUUID(), -1));

        assertThat(answers).extracting(Response::status).containsOnly(201, 409);
        assertThat(fixtures.stockOf(product)).isZero();
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
    }

    @Test
    void ordersAreListedByStatus() {
        long product = fixtures.product("Vase", "5.00", 10);
        String order = fixtures.signedIn().order(UUID.randomUUID(), product, 1).id();

        Response placed = staff.get("/api/staff/orders?status=PLACED");
        staff.post("/api/staff/orders/" + order + "/status", "{\"status\":\"CONFIRMED\"}");

        assertThat(placed.<Integer>json("$.items[0].id")).isEqualTo(Integer.parseInt(order));
        assertThat(placed.<List<String>>json("$.items[0].next")).containsExactly("CONFIRMED", "CANCELLED");
        assertThat(placed.<String>json("$.items[0].customer.email")).endsWith("@example.test");
        assertThat(staff.get("/api/staff/orders?status=CONFIRMED").<Integer>json("$.items[0].id"))
                .isEqualTo(Integer.parseInt(order));
        assertThat(staff.get("/api/staff/orders?status=LOST").status()).isEqualTo(400);
    }

    @Test
    void aDaysFiguresCountWhatWasPlacedOnThatDayInThatZone() {
        long product = fixtures.product("Vase", "5.00", 100);
        TestClient customer = fixtures.signedIn();
        String kept = customer.order(UUID.randomUUID(), product, 3).id();
        String cancelled = customer.order(UUID.randomUUID(), product, 2).id();
        customer.post("/api/orders/" + cancelled + "/cancellation", "");
        // A day of which nobody else's test knows; in Seoul it begins nine hours earlier.
        jdbc.sql("UPDATE customer_order SET placed_at = '2020-02-01 16:00:00' WHERE id IN (?, ?)")
                .params(kept, cancelled)
                .update();

        Response utc = staff.get("/api/staff/figures?date=2020-02-01");
        Response seoul = staff.get("/api/staff/figures?date=2020-02-02&zone=Asia/Seoul");

        assertThat(utc.<Integer>json("$.orders")).isEqualTo(1);
        assertThat(utc.<Integer>json("$.cancelled")).isEqualTo(1);
        assertThat(utc.<Integer>json("$.pieces")).isEqualTo(3);
        assertThat(utc.body()).contains("\"revenue\":15.00");
        assertThat(utc.<List<Integer>>json("$.bestSellers[*].pieces")).containsExactly(3);
        assertThat(seoul.<Integer>json("$.orders")).isEqualTo(1);
        assertThat(staff.get("/api/staff/figures?date=2020-02-01&zone=Asia/Seoul")
                        .<Integer>json("$.orders"))
                .isZero();
    }

    @Test
    void theFiguresOfSeveralDaysAreThoseOfEachAddedUp() {
        long product = fixtures.product("Vase", "5.00", 100);
        TestClient customer = fixtures.signedIn();
        String first = customer.order(UUID.randomUUID(), product, 3).id();
        String second = customer.order(UUID.randomUUID(), product, 2).id();
        // In Seoul the last quarter of an hour before midnight, and the first one after it.
        jdbc.sql("UPDATE customer_order SET placed_at = '2019-03-01 14:59:59.999999' WHERE id = ?")
                .param(first)
                .update();
        jdbc.sql("UPDATE customer_order SET placed_at = '2019-03-01 15:00:00' WHERE id = ?")
                .param(second)
                .update();

        Response figures = staff.get("/api/staff/figures?from=2019-02-28&until=2019-03-03&zone=Asia/Seoul");

        assertThat(figures.<Integer>json("$.orders")).isEqualTo(2);
        assertThat(figures.<List<Integer>>json("$.days[*].pieces")).containsExactly(0, 3, 2, 0);
        assertThat(figures.<List<String>>json("$.days[*].date"))
                .containsExactly("2019-02-28", "2019-03-01", "2019-03-02", "2019-03-03");
        assertThat(figures.body()).contains("\"revenue\":25.00").contains("\"revenue\":15.00");
        assertThat(figures.<List<Integer>>json("$.bestSellers[*].pieces")).containsExactly(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"from=2019-03-02&until=2019-03-01", "from=2018-01-01&until=2019-03-01", "from=x&until=2019-03-01"
            })
    void daysThatAreInNoOrderOrTooManyAreABadRequest(String parameters) {
        assertThat(staff.get("/api/staff/figures?" + parameters).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"date=yesterday", "date=0001-01-01", "zone=Nowhere/City", "date=2020-02-30"})
    void aDayThatCannotBeIsABadRequest(String parameters) {
        assertThat(staff.get("/api/staff/figures?" + parameters).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/staff/products",
                "/api/staff/products/1",
                "/api/staff/products/1/stock-changes",
                "/api/staff/orders",
                "/api/staff/orders/1",
                "/api/staff/orders/moves",
                "/api/staff/orders/export",
                "/api/staff/figures"
            })
    void customersAndStrangersAreKeptOut(String path) {
        TestClient customer = fixtures.signedIn();

        assertThat(fixtures.browser().get(path).status()).isEqualTo(401);
        assertThat(customer.get(path).status()).isEqualTo(403);
        assertThat(customer.get(path).<String>json("$.type")).isEqualTo("urn:order-app:forbidden");
        assertThat(customer.post(UUID.randomUUID(), path, "{}").status()).isEqualTo(403);
        assertThat(customer.put(path, "{}").status()).isEqualTo(403);
        assertThat(customer.delete(path).status()).isEqualTo(403);
    }

    @Test
    void whoIsNoStaffAnyMoreLosesTheRightAtOnce() {
        String email = fixtures.staff();
        TestClient browser = fixtures.signedIn(email);
        assertThat(browser.get("/api/staff/orders").status()).isEqualTo(200);

        jdbc.sql("UPDATE customer SET role = 'CUSTOMER' WHERE email = ?")
                .param(email)
                .update();

        assertThat(browser.get("/api/staff/orders").status()).isEqualTo(403);
    }

    private String add(String name) {
        return staff.post(UUID.randomUUID(), "/api/staff/products", product(name, "5.00", 1))
                .id();
    }

    private Response changeStock(long product, UUID key, int change) {
        return staff.post(
                key,
                "/api/staff/products/%d/stock-changes".formatted(product),
                "{\"change\":%d,\"reason\":\"counted\"}".formatted(change));
    }

    private static String product(String name, String price, int stock) {
        return "{\"nameEn\":\"%s\",\"price\":%s,\"stock\":%d}".formatted(name, price, stock);
    }

    private static String changed(String name, int version, boolean active) {
        return "{\"nameEn\":\"%s\",\"price\":6.00,\"active\":%s,\"version\":%d}".formatted(name, active, version);
    }

    /** A word that no other product has. */
    private static String unique() {
        return "x" + UUID.randomUUID().toString().replace("-", "");
    }
}
