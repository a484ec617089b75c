package dev.orderapp.shop.staff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff among many orders: lists in parts, filters, several at once, and the export. */
@ShopTest
class StaffOrderListTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    private TestClient staff;
    private String email;
    private TestClient customer;
    private long product;

    @BeforeEach
    void signIn() {
        staff = fixtures.signedInStaff();
        email = fixtures.customer();
        customer = fixtures.signedIn(email);
        product = fixtures.product("Vase", "5.00", 1000);
    }

    @Test
    void theOldestComeFirstAndEveryOrderIsInOnePartAlone() {
        List<Integer> placed = place(45);

        List<Integer> oldest = allParts("query=" + email + "&sort=oldest");
        List<Integer> newest = allParts("query=" + email + "&sort=newest");

        assertThat(oldest).isEqualTo(placed);
        assertThat(newest)
                .isEqualTo(IntStream.range(0, placed.size())
                        .mapToObj(n -> placed.get(placed.size() - 1 - n))
                        .toList());
    }

    /** As a list by pages' numbers would. */
    @Test
    void whatIsMovedOutOfTheListMeanwhileHidesNoOtherOrder() {
        List<Integer> placed = place(45);
        Response first = list("query=" + email + "&status=PLACED&sort=oldest");

        placed.subList(0, 10).forEach(order -> move(order, "CONFIRMED"));

        Response second = list("query=" + email + "&status=PLACED&sort=oldest&after=" + first.<String>json("$.next"));
        assertThat(ids(second).get(0)).isEqualTo(placed.get(20));
    }

    @Test
    void ordersOfTheSameMomentAreAllListed() {
        List<Integer> placed = place(45);
        jdbc.sql("UPDATE customer_order SET placed_at = '2021-03-04 05:06:07' WHERE id IN (:ids)")
                .param("ids", placed)
                .update();

        assertThat(allParts("query=" + email + "&sort=oldest")).isEqualTo(placed);
    }

    @Test
    void anOrderIsFoundByItsNumberWithOrWithoutTheSign() {
        int order = place(1).get(0);

        assertThat(ids(list("query=" + order))).containsExactly(order);
        assertThat(ids(list("query=%23" + order))).containsExactly(order);
        assertThat(ids(list("query=999999999999"))).isEmpty();
    }

    @Test
    void ordersAreFoundByTheBeginningOfTheCustomersNameOrAddressAsTextAndNotAsAPattern() {
        int order = place(1).get(0);
        String name = "Name%" + UUID.randomUUID();
        jdbc.sql("UPDATE customer SET name = ? WHERE email = ?")
                .params(name, email)
                .update();

        assertThat(ids(list("query=" + encoded(name.substring(0, 20).toUpperCase()))))
                .containsExactly(order);
        assertThat(ids(list("query=" + encoded(email.toUpperCase())))).containsExactly(order);
        assertThat(ids(list("query=" + encoded("%" + name.substring(5))))).isEmpty();
        assertThat(ids(list("query=" + encoded("' OR 1=1 -- ")))).isEmpty();
    }

    @Test
    void aTextThatFitsTooManyCustomersIsRefusedWithAnAdvice() {
        String name = "Crowd" + UUID.randomUUID();
        for (int number = 0; number < 51; number++) {
            jdbc.sql("UPDATE customer SET name = ? WHERE email = ?")
                    .params(name, fixtures.customer())
                    .update();
        }

        Response answer = staff.get("/api/staff/orders?query=" + name);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.detail"))
                .contains("more than 50 customers")
                .contains("Type more");
    }

    @Test
    void ordersAreFoundByProductInTheOrderOfTheirPlacing() {
        long other = fixtures.product("Bowl", "3.00", 100);
        List<Integer> placed = place(25);
        customer.order(UUID.randomUUID(), other, 1);
        move(placed.get(3), "CONFIRMED");

        assertThat(allParts("product=" + product + "&sort=oldest")).isEqualTo(placed);
        assertThat(ids(list("product=" + product + "&status=CONFIRMED"))).containsExactly(placed.get(3));
    }

    @Test
    void daysAreThoseOfTheZoneAndTheLastOneIsIncluded() {
        List<Integer> placed = place(3);
        LocalDateTime first = LocalDateTime.of(2021, 5, 1, 14, 59);
        for (int n = 0; n < 3; n++) {
            jdbc.sql("UPDATE customer_order SET placed_at = ? WHERE id = ?")
                    .params(first.plusMinutes(n), placed.get(n))
                    .update();
        }

        // 15:00 in UTC is midnight in Seoul.
        String whose = "query=" + email + "&sort=oldest&zone=Asia/Seoul";
        assertThat(ids(list(whose + "&from=2021-05-01&until=2021-05-01"))).containsExactly(placed.get(0));
        assertThat(ids(list(whose + "&from=2021-05-02"))).containsExactly(placed.get(1), placed.get(2));
        assertThat(ids(list(whose + "&until=2021-05-02"))).isEqualTo(placed);
    }

    @Test
    void eachStatusIsCountedWhateverStatusIsShown() {
        List<Integer> placed = place(5);
        move(placed.get(0), "CONFIRMED");
        move(placed.get(1), "CONFIRMED");

        Response list = list("query=" + email + "&status=PLACED");

        assertThat(list.<Integer>json("$.counts.PLACED")).isEqualTo(3);
        assertThat(list.<Integer>json("$.counts.CONFIRMED")).isEqualTo(2);
        assertThat(list.<Integer>json("$.counts.CANCELLED")).isZero();
        assertThat(list.<Integer>json("$.counted")).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=best",
                "status=LOST",
                "after=17",
                "after=1-1;DROP",
                "product=x",
                "from=yesterday",
                "until=2021-02-30",
                "zone=Nowhere"
            })
    void whatNobodyCanLookForIsABadRequest(String parameters) {
        assertThat(staff.get("/api/staff/orders?" + parameters).status()).isEqualTo(400);
    }

    @Test
    void severalOrdersMoveAtOnceAndEachThatDoesNotIsNamedWithItsReason() {
        List<Integer> placed = place(4);
        customer.post("/api/orders/" + placed.get(1) + "/cancellation", "");

        Response answer =
                moveAll(List.of(placed.get(0), placed.get(1), placed.get(2), 999_999_999, placed.get(0)), "CONFIRMED");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.<List<Integer>>json("$.moved[*].id")).containsExactly(placed.get(0), placed.get(2));
        assertThat(answer.<List<String>>json("$.refused[*].problem")).containsExactly("wrong-status", "unknown-order");
        assertThat(answer.<String>json("$.refused[0].orderStatus")).isEqualTo("CANCELLED");
        // It has no address: it can't be sent.
        assertThat(moveAll(List.of(placed.get(0)), "SHIPPED").<List<String>>json("$.refused[*].problem"))
                .containsExactly("address-missing");
    }

    @Test
    void manyWhoMoveTheSameOrdersMoveEachOnce() {
        List<Integer> placed = place(10);

        List<Response> answers = Concurrently.run(6, n -> moveAll(placed, "CONFIRMED"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.<List<Integer>>json("$.moved[*].id"))
                .isEqualTo(placed));
        assertThat(jdbc.sql("SELECT COUNT(*) FROM order_change WHERE order_id IN (:ids)")
                        .param("ids", placed)
                        .query(Integer.class)
                        .single())
                .isEqualTo(10);
    }

    @Test
    void cancelledTogetherTheirPiecesAreBackInStockOnce() {
        List<Integer> placed = place(10);
        int left = fixtures.stockOf(product);

        Concurrently.run(6, n -> moveAll(placed, "CANCELLED"));

        assertThat(fixtures.stockOf(product)).isEqualTo(left + 10);
    }

    @Test
    void noneOrTooManyAtOnceAreRefused() {
        assertThat(moveAll(List.of(), "CONFIRMED").<String>json("$.field")).isEqualTo("ids");
        assertThat(moveAll(IntStream.rangeClosed(1, 101).boxed().toList(), "CONFIRMED")
                        .status())
                .isEqualTo(400);
        assertThat(staff.post("/api/staff/orders/moves", "{\"ids\":[1],\"status\":\"LOST\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anExportHasALineForEachProductOfEachOrderThatFits() {
        String name = "=cmd " + UUID.randomUUID();
        jdbc.sql("UPDATE customer SET name = ? WHERE email = ?")
                .params(name, email)
                .update();
        List<Integer> placed = place(2);

        Response export = staff.get("/api/staff/orders/export?sort=oldest&query=" + email);

        assertThat(export.header("content-type")).startsWith("text/csv");
        assertThat(export.header("content-disposition")).contains("orders.csv");
        List<String> lines = export.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("\uFEFFOrder,Placed (UTC),Status,Customer");
        assertThat(lines.get(1))
                .startsWith(placed.get(0) + ",")
                .contains("\"'" + name + "\"," + email)
                .endsWith(product + ",Vase,1,5.00,5.00,0.00,0.00,5.00");
        assertThat(export.headers()).doesNotContainKey("x-next");
    }

    @Test
    void aLongExportComesInPartsThatMakeOneFile() {
        jdbc.sql("""
                        INSERT INTO customer_order (customer_id, idempotency_key, status, placed_at)
                        SELECT c.id, UUID(), 'PLACED', '2021-06-01' FROM customer c JOIN seq_1_to_1005 WHERE c.email = ?
                        """).param(email).update();
        jdbc.sql("""
                        INSERT INTO order_line (order_id, product_id, name, price, quantity)
                        SELECT o.id, ?, 'Vase', 5.00, 1 FROM customer_order o JOIN customer c ON c.id = o.customer_id WHERE c.email = ?
                        """).params(product, email).update();

        Response first = staff.get("/api/staff/orders/export?sort=oldest&query=" + email);
        Response second =
                staff.get("/api/staff/orders/export?sort=oldest&query=" + email + "&after=" + first.header("x-next"));

        assertThat(first.body().lines()).hasSize(1001);
        assertThat(second.body().lines()).hasSize(5);
        assertThat(second.headers()).doesNotContainKey("x-next");
        assertThat(first.body() + second.body())
                .satisfies(file -> assertThat(file.lines().distinct()).hasSize(1006));
    }

    private List<Integer> place(int count) {
        List<Integer> orders = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            orders.add(Integer.parseInt(
                    customer.order(UUID.randomUUID(), product, 1).id()));
        }
        return orders;
    }

    private Response move(int order, String status) {
        return staff.post("/api/staff/orders/" + order + "/status", "{\"status\":\"%s\"}".formatted(status));
    }

    private Response moveAll(List<Integer> ids, String status) {
        return staff.post("/api/staff/orders/moves", "{\"ids\":%s,\"status\":\"%s\"}".formatted(ids, status));
    }

    private Response list(String parameters) {
        Response answer = staff.get("/api/staff/orders?" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private List<Integer> allParts(String parameters) {
        List<Integer> found = new ArrayList<>();
        for (String after = ""; after != null; ) {
            Response part = list(parameters + "&after=" + after);
            found.addAll(ids(part));
            after = part.json("$.next");
        }
        return found;
    }

    private static List<Integer> ids(Response list) {
        return list.json("$.items[*].id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
