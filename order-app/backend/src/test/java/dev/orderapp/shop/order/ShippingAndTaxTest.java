package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A shop that takes 4.90 for shipping below 50, and adds 19 % of tax to its prices. */
@ShopTest
@TestPropertySource(
        properties = {
            "shop.prices.include-tax=false",
            "shop.prices.tax-percent=19",
            "shop.prices.shipping-rates=0=4.90, 50=0"
        })
class ShippingAndTaxTest {

    /** Two mugs at 12.90, shipping, and 19 % of 30.70. */
    private static final String PRICE =
            "{\"goods\":25.80,\"shipping\":4.90,\"taxPercent\":19.00,\"taxIncluded\":false,\"tax\":5.83,\"total\":36.53}";

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    private TestClient customer;
    private TestClient staff;
    private long mug;
    private String order;

    @BeforeEach
    void orderTwoMugs() {
        customer = fixtures.signedIn();
        staff = fixtures.signedInStaff();
        mug = fixtures.product("Mug", "12.90", 100);
        order = customer.order(
                        UUID.randomUUID(),
                        ("{\"items\":[{\"productId\":%d,\"quantity\":2}],\"address\":{\"recipient\":\"Kim\","
                                        + "\"street\":\"12 Sejong-daero\",\"postalCode\":\"04524\",\"city\":\"Seoul\",\"country\":\"KR\"}}")
                                .formatted(mug))
                .id();
    }

    @Test
    void whoeverLooksIsToldThePriceThatTheOrderThenHas() {
        assertThat(price(mug + "x2").body()).isEqualTo(PRICE);
        assertThat(own().body()).contains("\"total\":36.53").contains("\"price\":" + PRICE);
        assertThat(staff.get("/api/staff/orders/" + order).body()).contains("\"price\":" + PRICE);
    }

    @Test
    void fromTheSecondRateOnShippingIsFree() {
        assertThat(price(mug + "x4").body()).contains("\"shipping\":0.00").contains("\"total\":61.40");
    }

    @Test
    void whatIsNotForSaleCostsNothing() {
        assertThat(price("999999999x1").body()).contains("\"shipping\":0.00").contains("\"total\":0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1x0", "1x100", "1x1,1x2", "1x1,", "-1x1", "99999999999999999999x1"})
    void whatIsNoCartIsABadRequest(String items) {
        Response answer = price(items);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:invalid-field");
    }

    @Test
    void laterSettingsChangeNoOrder() {
        jdbc.sql("UPDATE customer_order SET shipping_cost = 7.50, tax_percent = 7, tax_included = TRUE WHERE id = ?")
                .param(order)
                .update();

        assertThat(own().body()).contains("\"tax\":2.18").contains("\"total\":33.30");
    }

    @Test
    void shippingStaysAndTheTaxShrinksWhenItemsAreCalledOff() {
        Response less = staff.post(
                UUID.randomUUID(),
                "/api/staff/orders/" + order + "/cancellations",
                "{\"items\":[{\"productId\":%d,\"quantity\":1}]}".formatted(mug));

        // 12.90 and 4.90, and 19 % of 17.80.
        assertThat(less.body())
                .contains("\"shipping\":4.90")
                .contains("\"tax\":3.38")
                .contains("\"total\":21.18");
    }

    @ParameterizedTest
    @CsvSource({"36.53, 201", "36.54, 409"})
    void shippingAndTaxCanBeGivenBackAndNoMore(String amount, int status) {
        move("CONFIRMED");
        move("SHIPPED");

        Response answer = staff.post(
                UUID.randomUUID(),
                "/api/staff/orders/" + order + "/refunds",
                "{\"amount\":%s,\"items\":[],\"restock\":false}".formatted(amount));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void anExportSaysItOnceForEachOrder() {
        long pan = fixtures.product("Pan", "10.00", 10);
        customer.order(
                UUID.randomUUID(),
                "{\"items\":[{\"productId\":%d,\"quantity\":1},{\"productId\":%d,\"quantity\":1}]}"
                        .formatted(mug, pan));

        String lines = staff.get("/api/staff/orders/export?product=" + pan).body();

        assertThat(lines)
                .contains("Shipping of the order,Tax of the order,Total of the order")
                .contains(",12.90,12.90,4.90,5.28,33.08")
                .contains(",10.00,10.00,,,");
    }

    /** The database reckons as the shop does: the figures of all orders grow by what this one costs. */
    @Test
    void figuresHoldWhatCustomersPay() {
        Response before = staff.get("/api/staff/figures");
        customer.order(UUID.randomUUID(), mug, 2);
        Response after = staff.get("/api/staff/figures");

        assertThat(growth(before, after, "revenue")).isEqualTo("36.53");
        assertThat(growth(before, after, "shipping")).isEqualTo("4.90");
        assertThat(growth(before, after, "tax")).isEqualTo("5.83");
    }

    private static String growth(Response before, Response after, String figure) {
        return String.format(
                "%.2f",
                after.<Number>json("$." + figure).doubleValue()
                        - before.<Number>json("$." + figure).doubleValue());
    }

    private Response own() {
        return customer.get("/api/orders/" + order);
    }

    private Response price(String items) {
        return fixtures.browser().get("/api/price?items=" + items);
    }

    private void move(String status) {
        staff.post("/api/staff/orders/" + order + "/status", "{\"status\":\"%s\"}".formatted(status));
    }
}
