package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to an order on its way: parcels, cancelled items, refunds, reasons, and what staff note of it. */
@ShopTest
class OrderLifeTest {

    private static final String CARRIER = "\"carrier\":\"Korea Post\",\"trackingNumber\":\"6123-4567\"";

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    private TestClient customer;
    private TestClient staff;
    private long mug;
    private long pot;
    private UUID key;
    private String order;

    /** Four mugs at 12.90 and a pot at 40, of ten each. */
    @BeforeEach
    void placeAnOrder() {
        customer = fixtures.signedIn();
        staff = fixtures.signedInStaff();
        mug = fixtures.product("Mug", "12.90", 10);
        pot = fixtures.product("Pot", "40.00", 10);
        key = UUID.randomUUID();
        order = customer.order(key, submission()).id();
    }

    @Test
    void itsCustomerReadsWithWhomAnOrderTravels() {
        move("CONFIRMED");

        Response sent = send(items(mug, 4, pot, 1));

        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(own().<String>json("$.status")).isEqualTo("SHIPPED");
        assertThat(own().<Boolean>json("$.partlySent")).isFalse();
        assertThat(own().<String>json("$.parcels[0].carrier")).isEqualTo("Korea Post");
        assertThat(own().<String>json("$.parcels[0].trackingNumber")).isEqualTo("6123-4567");
    }

    @Test
    void anOrderInTwoParcelsIsOnItsWayWithTheFirstAndHasArrivedOnlyAfterTheSecond() {
        move("CONFIRMED");

        Response first = send(items(mug, 3));

        assertThat(first.<String>json("$.status")).isEqualTo("SHIPPED");
        assertThat(first.<Boolean>json("$.partlySent")).isTrue();
        assertThat(first.<List<Integer>>json("$.items[*].sent")).containsExactly(3, 0);
        assertThat(status("DELIVERED").<String>json("$.orderStatus")).isEqualTo("SHIPPED");

        Response second = send(items(mug, 1, pot, 1));

        assertThat(second.<Boolean>json("$.partlySent")).isFalse();
        assertThat(second.<List<String>>json("$.next")).containsExactly("DELIVERED");
        assertThat(own().<List<Integer>>json("$.parcels[*].items[*].quantity")).containsExactly(3, 1, 1);
        move("DELIVERED");
    }

    @Test
    void noPieceIsSentTwice() {
        move("CONFIRMED");
        send(items(mug, 3));

        Response answer = send(items(mug, 2));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:too-many-pieces");
        assertThat(answer.<Integer>json("$.available")).isEqualTo(1);
        assertThat(send(items(999_999_999, 1)).<Integer>json("$.available")).isZero();
        assertThat(own().<List<Object>>json("$.parcels")).hasSize(1);
    }

    @Test
    void ofManyWhoSendTheSamePiecesAtTheSameTimeOneDoes() {
        move("CONFIRMED");

        List<Response> answers = Concurrently.run(8, n -> send(items(mug, 3)));

        assertThat(answers).extracting(Response::status).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(own().<List<Object>>json("$.parcels")).hasSize(1);
    }

    @Test
    void aParcelIsSentOnceHoweverOftenItsAttemptArrives() {
        move("CONFIRMED");
        UUID attempt = UUID.randomUUID();
        String parcel = "{%s,\"items\":%s}".formatted(CARRIER, items(mug, 1));

        List<Response> answers = Concurrently.run(6, n -> staff.post(attempt, path("/parcels"), parcel));

        assertThat(answers).extracting(Response::status).containsOnly(201);
        assertThat(own().<List<Object>>json("$.parcels")).hasSize(1);
        assertThat(staff.post(attempt, path("/parcels"), parcel.replace("4567", "9999"))
                        .<String>json("$.type"))
                .isEqualTo("urn:order-app:idempotency-key-reused");
    }

    @Test
    void anAttemptForOneOrderIsNoneForAnother() {
        String other = customer.order(UUID.randomUUID(), submission()).id();
        move("CONFIRMED");
        staff.post("/api/staff/orders/" + other + "/status", "{\"status\":\"CONFIRMED\"}");
        UUID attempt = UUID.randomUUID();
        String parcel = "{%s,\"items\":%s}".formatted(CARRIER, items(mug, 1));
        staff.post(attempt, path("/parcels"), parcel);

        assertThat(staff.post(attempt, "/api/staff/orders/" + other + "/parcels", parcel)
                        .<String>json("$.type"))
                .isEqualTo("urn:order-app:idempotency-key-reused");
    }

    @Test
    void whoeverMovesAnOrderSendsAllOfItAndNamesTheCarrierLater() {
        move("CONFIRMED");
        move("SHIPPED");
        int parcel = own().json("$.parcels[0].id");
        assertThat(own().<Object>json("$.parcels[0].carrier")).isNull();
        assertThat(own().<List<Integer>>json("$.parcels[0].items[*].quantity")).containsExactly(4, 1);

        staff.put(path("/parcels/" + parcel), "{" + CARRIER + "}");
        staff.put(path("/parcels/" + parcel), "{" + CARRIER.replace("4567", "9999") + "}");
        staff.put(path("/parcels/" + parcel), "{" + CARRIER.replace("4567", "9999") + "}");

        assertThat(own().<String>json("$.parcels[0].trackingNumber")).isEqualTo("6123-9999");
        assertThat(own().<List<String>>json("$.events[*].kind"))
                .containsExactly("PARCEL_SENT", "PARCEL_CORRECTED", "PARCEL_CORRECTED");
        assertThat(staff.put(path("/parcels/999999999"), "{" + CARRIER + "}").<String>json("$.type"))
                .isEqualTo("urn:order-app:unknown-parcel");
    }

    @Test
    void whatIsNotConfirmedWasCalledOffOrHasNoAddressIsNotSent() {
        assertThat(send(items(mug, 1)).<String>json("$.orderStatus")).isEqualTo("PLACED");
        move("CANCELLED");
        assertThat(send(items(mug, 1)).<String>json("$.orderStatus")).isEqualTo("CANCELLED");

        order = customer.order(UUID.randomUUID(), mug, 1).id();
        move("CONFIRMED");
        assertThat(send(items(mug, 1)).<String>json("$.type")).isEqualTo("urn:order-app:address-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"carrier\":\"\",\"trackingNumber\":\"1\"}', carrier",
        "'{\"carrier\":\"see www.evil.test\",\"trackingNumber\":\"1\"}', carrier",
        "'{\"carrier\":\"Post\"}', trackingNumber",
        "'{\"carrier\":\"Post\",\"trackingNumber\":\"1;DROP\"}', trackingNumber",
        "'{\"carrier\":\"Post\",\"trackingNumber\":\"12345678901234567890123456789012345678901\"}', trackingNumber"
    })
    void whatIsNoCarrierIsRefusedByName(String carrier, String field) {
        move("CONFIRMED");
        move("SHIPPED");
        int parcel = own().json("$.parcels[0].id");

        Response answer = staff.put(path("/parcels/" + parcel), carrier);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.field")).isEqualTo(field);
    }

    @Test
    void cancelledItemsAreNotPaidForAndAreInTheStockAgain() {
        Response left = cancel(items(mug, 1, pot, 1), "The pot broke.");

        assertThat(left.status()).as(left.body()).isEqualTo(201);
        assertThat(own().<List<String>>json("$.items[*].name")).containsExactly("Mug");
        assertThat(own().<Double>json("$.total")).isEqualTo(38.70);
        assertThat(own().<String>json("$.events[0].kind")).isEqualTo("ITEMS_CANCELLED");
        assertThat(own().<String>json("$.events[0].reason")).isEqualTo("The pot broke.");
        assertThat(own().<List<Double>>json("$.events[0].items[*].price")).containsExactly(12.90, 40.00);
        assertThat(left.<String>json("$.events[0].who")).isEqualTo("Kim");
        assertThat(fixtures.stockOf(mug)).isEqualTo(7);
        assertThat(fixtures.stockOf(pot)).isEqualTo(10);
        assertThat(own().<String>json("$.status")).isEqualTo("PLACED");
    }

    @Test
    void whatIsCancelledIsNotPutBackAgainWithTheRestOfTheOrder() {
        cancel(items(mug, 3), "");
        move("CANCELLED");

        assertThat(fixtures.stockOf(mug)).isEqualTo(10);
        assertThat(fixtures.stockOf(pot)).isEqualTo(10);
    }

    @Test
    void whoeverCancelsAllItemsIsToldToCancelTheOrder() {
        assertThat(cancel(items(mug, 4, pot, 1), "").<String>json("$.type")).isEqualTo("urn:order-app:nothing-left");
        assertThat(fixtures.stockOf(mug)).isEqualTo(6);
    }

    @Test
    void whatWasSentIsNotCancelledAndTheRestMayBe() {
        move("CONFIRMED");
        send(items(mug, 3));

        assertThat(cancel(items(mug, 2), "").<Integer>json("$.available")).isEqualTo(1);
        Response whole = cancel(items(mug, 1, pot, 1), "");

        assertThat(whole.<Boolean>json("$.partlySent")).isFalse();
        assertThat(whole.<List<String>>json("$.next")).containsExactly("DELIVERED");
    }

    @Test
    void ofManyWhoCancelAndSendTheSamePiecesEachPieceGoesOneWay() {
        move("CONFIRMED");

        Concurrently.run(12, n -> n % 2 == 0 ? send(items(mug, 1)) : cancel(items(mug, 1), ""));

        int sent = own().<List<Integer>>json("$.parcels[*].items[*].quantity").stream()
                .mapToInt(Integer::intValue)
                .sum();
        int ordered = own().<List<Integer>>json("$.items[?(@.name == 'Mug')].quantity").stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(sent).isEqualTo(ordered);
        assertThat(fixtures.stockOf(mug)).isEqualTo(10 - sent);
    }

    /** The customer's page may ask once more, as it got no answer the first time. */
    @Test
    void anOrderOfWhichItemsWereCancelledIsTheSameOrderWhenItsSubmissionComesAgain() {
        cancel(items(mug, 1, pot, 1), "");

        Response again = customer.order(key, submission());

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.id()).isEqualTo(order);
        assertThat(fixtures.stockOf(mug)).isEqualTo(7);
    }

    @Test
    void aRefundIsKeptWithItsReasonAndWhatCameBack() {
        sendAll();

        Response refunded = refund("25.80", items(mug, 2), true, "Two were cracked.");

        assertThat(refunded.status()).as(refunded.body()).isEqualTo(201);
        assertThat(own().<Double>json("$.refunded")).isEqualTo(25.80);
        assertThat(own().<String>json("$.events[1].reason")).isEqualTo("Two were cracked.");
        assertThat(refunded.<Double>json("$.refundable")).isEqualTo(65.80);
        assertThat(refunded.<List<Integer>>json("$.items[*].returned")).containsExactly(2, 0);
        assertThat(fixtures.stockOf(mug)).isEqualTo(8);
    }

    @Test
    void whatIsBrokenIsNotSoldAgainAndAnApologyNeedsNoReturn() {
        sendAll();

        refund("12.90", items(mug, 1), false, "");
        refund("5", "[]", false, "Sorry for the delay.");

        assertThat(fixtures.stockOf(mug)).isEqualTo(6);
        assertThat(own().<Double>json("$.refunded")).isEqualTo(17.90);
    }

    @Test
    void nobodyIsGivenBackMoreThanWasPaidNorTakesBackMoreThanWasSent() {
        sendAll();

        Response tooMuch = refund("91.61", "[]", false, "");
        assertThat(tooMuch.<String>json("$.type")).isEqualTo("urn:order-app:refund-too-high");
        assertThat(tooMuch.<Double>json("$.available")).isEqualTo(91.60);
        assertThat(refund("1", items(mug, 5), true, "").<Integer>json("$.available"))
                .isEqualTo(4);
        assertThat(refund("0", "[]", false, "").<String>json("$.field")).isEqualTo("amount");
        assertThat(refund("-1", "[]", false, "").<String>json("$.field")).isEqualTo("amount");
        assertThat(fixtures.stockOf(mug)).isEqualTo(6);
    }

    @Test
    void whatWasNotSentWasNotPaidAndIsNotGivenBack() {
        assertThat(refund("1", "[]", false, "").<String>json("$.orderStatus")).isEqualTo("PLACED");
        assertThat(staff.get(path("")).<Integer>json("$.refundable")).isZero();
    }

    @Test
    void ofManyRefundsAtTheSameTimeOnlySoManyGoThroughAsWasPaid() {
        sendAll();

        Concurrently.run(10, n -> refund("20", "[]", false, ""));

        assertThat(new BigDecimal(own().<Double>json("$.refunded").toString())).isEqualByComparingTo("80");
    }

    @Test
    void aRefundIsGivenOnceHoweverOftenItsAttemptArrives() {
        sendAll();
        UUID attempt = UUID.randomUUID();
        String refund = "{\"amount\":12.9,\"items\":%s,\"restock\":true}".formatted(items(mug, 1));

        Concurrently.run(6, n -> staff.post(attempt, path("/refunds"), refund));

        assertThat(own().<Double>json("$.refunded")).isEqualTo(12.90);
        assertThat(fixtures.stockOf(mug)).isEqualTo(7);
        assertThat(staff.post(attempt, path("/refunds"), refund).status()).isEqualTo(201);
        assertThat(staff.post(attempt, path("/refunds"), refund.replace("12.9", "12.8"))
                        .<String>json("$.type"))
                .isEqualTo("urn:order-app:idempotency-key-reused");
    }

    @Test
    void anotherAddressIsKeptWithWhoChangedItAndTheSameOneChangesNothing() {
        String busan = address("Busan");

        customer.put("/api/orders/" + order + "/address", busan);
        customer.put("/api/orders/" + order + "/address", busan);

        assertThat(own().<List<String>>json("$.events[*].kind")).containsExactly("ADDRESS_CHANGED");
        assertThat(staff.get(path("")).<String>json("$.events[0].by")).isEqualTo("CUSTOMER");
    }

    @Test
    void itsCustomerReadsWhyAnOrderWasCalledOff() {
        Response moved = staff.post(path("/status"), "{\"status\":\"CANCELLED\",\"reason\":\"The mug broke.\"}");

        assertThat(moved.<String>json("$.history[1].reason")).isEqualTo("The mug broke.");
        assertThat(own().<String>json("$.history[1].reason")).isEqualTo("The mug broke.");
        assertThat(own().<String>json("$.history[0].reason")).isEmpty();
    }

    @Test
    void staffReadWhyACustomerCalledAnOrderOff() {
        customer.post("/api/orders/" + order + "/cancellation", "{\"reason\":\"Ordered twice\"}");

        assertThat(staff.get(path("")).<String>json("$.history[1].reason")).isEqualTo("Ordered twice");
    }

    @Test
    void aReasonThatIsALinkIsRefusedAndNothingIsCalledOff() {
        Response answer = staff.post(path("/status"), "{\"status\":\"CANCELLED\",\"reason\":\"see http://evil.test\"}");

        assertThat(answer.<String>json("$.field")).isEqualTo("reason");
        assertThat(cancel(items(mug, 1), "see http://evil.test").<String>json("$.field"))
                .isEqualTo("reason");
        assertThat(customer.post("/api/orders/" + order + "/cancellation", "{\"reason\":\"www.evil.test\"}")
                        .<String>json("$.field"))
                .isEqualTo("reason");
        assertThat(own().<String>json("$.status")).isEqualTo("PLACED");
    }

    @Test
    void staffNoteOnceHoweverOftenTheAttemptArrives() {
        UUID attempt = UUID.randomUUID();
        String note = "{\"text\":\"Called: deliver after six.\\nThanks\"}";

        Concurrently.run(4, n -> staff.post(attempt, path("/notes"), note));
        Response notes = staff.post(attempt, path("/notes"), note);

        assertThat(notes.<List<String>>json("$[*].text")).containsExactly("Called: deliver after six.\nThanks");
        assertThat(notes.<String>json("$[0].who")).isEqualTo("Kim");
        assertThat(staff.post(attempt, path("/notes"), "{\"text\":\"Something else\"}")
                        .<String>json("$.type"))
                .isEqualTo("urn:order-app:idempotency-key-reused");
        assertThat(staff.get(path("/notes")).<List<String>>json("$[*].text")).hasSize(1);
    }

    @Test
    void noCustomerReadsOrWritesANoteSendsOrRefunds() {
        staff.post(UUID.randomUUID(), path("/notes"), "{\"text\":\"A difficult one\"}");

        assertThat(customer.get(path("/notes")).status()).isEqualTo(403);
        assertThat(List.of("/notes", "/parcels", "/cancellations", "/refunds"))
                .allSatisfy(part -> assertThat(customer.post(UUID.randomUUID(), path(part), "{\"text\":\"me\"}")
                                .status())
                        .isEqualTo(403));
        assertThat(own().body()).doesNotContain("difficult").doesNotContain("who");
    }

    @Test
    void toAnOrderThatIsNotThereNothingHappens() {
        order = "999999999";

        assertThat(staff.get(path("/notes")).status()).isEqualTo(404);
        assertThat(staff.post(UUID.randomUUID(), path("/notes"), "{\"text\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(send(items(mug, 1)).status()).isEqualTo(404);
        assertThat(cancel(items(mug, 1), "").status()).isEqualTo(404);
        assertThat(refund("1", "[]", false, "").status()).isEqualTo(404);
        assertThat(staff.put(path("/parcels/1"), "{" + CARRIER + "}").status()).isEqualTo(404);
    }

    /** That release says no reason when it moves an order, and nothing of parcels. */
    @Test
    void whatTheReleaseBeforeMovedWasSentWhole() {
        jdbc.sql("""
                        INSERT INTO order_change (order_id, state, changed_at, account_id, role)
                        SELECT id, 'SHIPPED', UTC_TIMESTAMP(6), customer_id, 'STAFF' FROM customer_order WHERE id = ?
                        """).param(order).update();
        jdbc.sql("UPDATE customer_order SET state = 'SHIPPED' WHERE id = ?")
                .param(order)
                .update();

        assertThat(own().<String>json("$.history[1].reason")).isEmpty();
        assertThat(own().<Boolean>json("$.partlySent")).isFalse();
        assertThat(refund("12.90", items(mug, 4), true, "").status()).isEqualTo(201);
        assertThat(send(items(mug, 1)).<Integer>json("$.available")).isZero();
    }

    /** A later release may tell more, as this one does to the one before. */
    @Test
    void whatOnlyALaterReleaseKnowsHidesNothing() {
        jdbc.sql("""
                        INSERT INTO order_event (order_id, kind, happened_at, account_id, role, reason)
                        SELECT id, 'GIFT_WRAPPED', UTC_TIMESTAMP(6), customer_id, 'STAFF', '' FROM customer_order WHERE id = ?
                        """).param(order).update();

        assertThat(own().status()).isEqualTo(200);
        assertThat(own().<List<Object>>json("$.events")).isEmpty();
    }

    private String submission() {
        return "{\"items\":%s,\"address\":%s}".formatted(items(mug, 4, pot, 1), address("Seoul"));
    }

    private static String address(String city) {
        return "{\"recipient\":\"Kim\",\"street\":\"Sejong-daero 1\",\"postalCode\":\"03154\",\"city\":\"%s\",\"country\":\"kr\"}"
                .formatted(city);
    }

    private static String items(long product, int quantity) {
        return "[{\"productId\":%d,\"quantity\":%d}]".formatted(product, quantity);
    }

    private static String items(long product, int quantity, long another, int ofThat) {
        return "[{\"productId\":%d,\"quantity\":%d},{\"productId\":%d,\"quantity\":%d}]"
                .formatted(product, quantity, another, ofThat);
    }

    private Response send(String items) {
        return staff.post(UUID.randomUUID(), path("/parcels"), "{%s,\"items\":%s}".formatted(CARRIER, items));
    }

    private Response cancel(String items, String reason) {
        return staff.post(
                UUID.randomUUID(), path("/cancellations"), "{\"items\":%s,\"reason\":\"%s\"}".formatted(items, reason));
    }

    private Response refund(String amount, String items, boolean restock, String reason) {
        return staff.post(
                UUID.randomUUID(),
                path("/refunds"),
                "{\"amount\":%s,\"items\":%s,\"restock\":%s,\"reason\":\"%s\"}"
                        .formatted(amount, items, restock, reason));
    }

    private void sendAll() {
        move("CONFIRMED");
        move("SHIPPED");
    }

    private void move(String status) {
        Response answer = status(status);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Response status(String status) {
        return staff.post(path("/status"), "{\"status\":\"%s\"}".formatted(status));
    }

    private Response own() {
        return customer.get("/api/orders/" + order);
    }

    private String path(String part) {
        return "/api/staff/orders/" + order + part;
    }
}
