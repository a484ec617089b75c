package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class OrderStatusTest {

    static final String ADDRESS =
            "{\"recipient\":\"Kim Min-ji\",\"street\":\"Sejong-daero 1\",\"postalCode\":\"03154\",\"city\":\"Seoul\",\"country\":\"kr\"}";

    @Autowired
    Fixtures fixtures;

    @Test
    void anOrderGoesWhereItsAddressSays() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);

        Response placed = browser.order(UUID.randomUUID(), body(mug, 1));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.<String>json("$.address.recipient")).isEqualTo("Kim Min-ji");
        assertThat(placed.<String>json("$.address.country")).isEqualTo("KR");
        assertThat(placed.<String>json("$.address.extra")).isEmpty();
    }

    @Test
    void anAddressThatTheReleaseBeforeDroppedIsAddedByTheRepetition() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();
        browser.order(key, mug, 1);

        Response again = browser.order(key, body(mug, 1));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.<String>json("$.address.city")).isEqualTo("Seoul");
    }

    @Test
    void theSameKeyForAnotherAddressIsRefused() {
        TestClient browser = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();
        browser.order(key, body(mug, 1));

        Response other = browser.order(key, body(mug, 1).replace("Seoul", "Busan"));

        assertThat(other.<String>json("$.type")).isEqualTo("urn:order-app:idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource({"Kim Min-ji,'',address.recipient", "03154,x,address.postalCode", "\"kr\",\"xx\",address.country"})
    void anAddressThatCannotBeIsRefusedByName(String right, String wrong, String field) {
        long mug = fixtures.product("Mug", "12.90", 10);

        Response answer =
                fixtures.signedIn().order(UUID.randomUUID(), body(mug, 1).replace(right, wrong));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.<String>json("$.field")).isEqualTo(field);
        assertThat(fixtures.stockOf(mug)).isEqualTo(10);
    }

    @Test
    void everyStepIsRecordedWithWhoAndWhen() {
        TestClient customer = fixtures.signedIn();
        TestClient staff = fixtures.signedInStaff();
        String order = place(customer);

        move(staff, order, "CONFIRMED");
        move(staff, order, "SHIPPED");
        move(staff, order, "DELIVERED");

        Response seen = customer.get("/api/orders/" + order);
        assertThat(seen.<List<String>>json("$.history[*].status"))
                .containsExactly("PLACED", "CONFIRMED", "SHIPPED", "DELIVERED");
        assertThat(seen.<List<String>>json("$.history[*].by")).containsExactly("CUSTOMER", "STAFF", "STAFF", "STAFF");
        assertThat(seen.<List<String>>json("$.history[*].at")).isSorted();
        assertThat(seen.body())
                .as("who on the staff is not the customer's business")
                .doesNotContain("\"who\"");
        assertThat(staff.get("/api/staff/orders/" + order).<List<String>>json("$.history[*].who"))
                .hasSize(4);
    }

    @Test
    void aCancelledOrderGivesItsPiecesBackOnce() {
        TestClient customer = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = customer.order(UUID.randomUUID(), body(mug, 4)).id();
        assertThat(fixtures.stockOf(mug)).isEqualTo(6);

        List<Response> answers =
                Concurrently.run(10, number -> customer.post("/api/orders/" + order + "/cancellation", ""));

        assertThat(answers).extracting(Response::status).containsOnly(200);
        assertThat(answers).allMatch(answer -> answer.<String>json("$.status").equals("CANCELLED"));
        assertThat(fixtures.stockOf(mug)).isEqualTo(10);
        assertThat(customer.get("/api/orders/" + order).<List<String>>json("$.history[*].status"))
                .containsExactly("PLACED", "CANCELLED");
    }

    @Test
    void whatIsOnItsWayCannotBeCancelledOrReaddressed() {
        TestClient customer = fixtures.signedIn();
        TestClient staff = fixtures.signedInStaff();
        String order = place(customer);
        move(staff, order, "CONFIRMED");
        move(staff, order, "SHIPPED");

        Response cancelled = customer.post("/api/orders/" + order + "/cancellation", "");
        Response readdressed = customer.put("/api/orders/" + order + "/address", ADDRESS);

        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.<String>json("$.type")).isEqualTo("urn:order-app:wrong-status");
        assertThat(cancelled.<String>json("$.orderStatus")).isEqualTo("SHIPPED");
        assertThat(readdressed.status()).isEqualTo(409);
    }

    @Test
    void nothingIsSentWithoutAnAddress() {
        TestClient customer = fixtures.signedIn();
        TestClient staff = fixtures.signedInStaff();
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = customer.order(UUID.randomUUID(), mug, 1).id();
        move(staff, order, "CONFIRMED");

        Response without = move(staff, order, "SHIPPED");
        customer.put("/api/orders/" + order + "/address", ADDRESS);
        Response with = move(staff, order, "SHIPPED");

        assertThat(without.status()).isEqualTo(409);
        assertThat(without.<String>json("$.type")).isEqualTo("urn:order-app:address-missing");
        assertThat(with.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"SHIPPED,409", "DELIVERED,409", "PLACED,200", "CONFIRMED,200", "CANCELLED,200", "LOST,400"})
    void anOrderTakesOneStepAtATime(String to, int status) {
        String order = place(fixtures.signedIn());

        assertThat(move(fixtures.signedInStaff(), order, to).status()).isEqualTo(status);
    }

    @Test
    void customerAndStaffAtOnceLeaveOneOfTheirSteps() {
        TestClient customer = fixtures.signedIn();
        TestClient staff = fixtures.signedInStaff();
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = customer.order(UUID.randomUUID(), body(mug, 4)).id();
        move(staff, order, "CONFIRMED");

        List<Response> answers = Concurrently.run(
                2,
                number -> number == 0
                        ? customer.post("/api/orders/" + order + "/cancellation", "")
                        : move(staff, order, "SHIPPED"));

        assertThat(answers).extracting(Response::status).containsExactlyInAnyOrder(200, 409);
        String status = customer.get("/api/orders/" + order).json("$.status");
        assertThat(fixtures.stockOf(mug)).isEqualTo(status.equals("CANCELLED") ? 10 : 6);
    }

    @Test
    void anotherCustomersOrderCannotBeTouched() {
        String order = place(fixtures.signedIn());
        TestClient other = fixtures.signedIn();

        assertThat(other.post("/api/orders/" + order + "/cancellation", "").status())
                .isEqualTo(404);
        assertThat(other.put("/api/orders/" + order + "/address", ADDRESS).status())
                .isEqualTo(404);
    }

    private String place(TestClient customer) {
        return customer.order(UUID.randomUUID(), body(fixtures.product("Mug", "12.90", 10), 1))
                .id();
    }

    private static Response move(TestClient staff, String order, String status) {
        return staff.post("/api/staff/orders/" + order + "/status", "{\"status\":\"%s\"}".formatted(status));
    }

    private static String body(long product, int quantity) {
        return "{\"items\":[{\"productId\":%d,\"quantity\":%d}],\"address\":%s}".formatted(product, quantity, ADDRESS);
    }
}
