package dev.orderapp.shop.staff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who of the staff may do what, who decides that, and what is kept of it. */
@ShopTest
@TestPropertySource(
        properties = {"shop.staff.email=installed@example.test", "shop.staff.password=correct horse battery"})
class StaffRolesTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({
        "/api/staff/orders, 200, 403, 200",
        "/api/staff/orders/export, 200, 403, 200",
        "/api/staff/figures, 200, 403, 200",
        "/api/staff/products, 200, 200, 200",
        "/api/staff/products/{product}, 200, 200, 200",
        "/api/staff/products/{product}/stock-changes, 403, 200, 200",
        "/api/staff/accounts, 403, 403, 200",
        "/api/staff/audit, 403, 403, 200"
    })
    void eachRoleReadsItsPartAndAnAdministratorAll(String path, int orders, int products, int administrator) {
        String address = path.replace("{product}", Long.toString(fixtures.product("Mug", "12.90", 10)));

        assertThat(with("ORDERS").get(address).status()).isEqualTo(orders);
        assertThat(with("PRODUCTS").get(address).status()).isEqualTo(products);
        assertThat(fixtures.signedInStaff().get(address).status()).isEqualTo(administrator);
        assertThat(fixtures.signedIn().get(address).status()).isEqualTo(403);
        assertThat(fixtures.browser().get(address).status()).isEqualTo(401);
    }

    @Test
    void eachRoleChangesItsPartAlone() {
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = fixtures.signedIn().order(UUID.randomUUID(), mug, 1).id();
        TestClient orders = with("ORDERS");
        TestClient products = with("PRODUCTS");
        String move = "/api/staff/orders/" + order + "/status";
        String stock = "/api/staff/products/" + mug + "/stock-changes";

        assertThat(products.post(move, "{\"status\":\"CONFIRMED\"}").status()).isEqualTo(403);
        assertThat(products.post("/api/staff/orders/moves", "{\"ids\":[%s],\"status\":\"CONFIRMED\"}".formatted(order))
                        .status())
                .isEqualTo(403);
        assertThat(orders.post(UUID.randomUUID(), stock, "{\"change\":1,\"reason\":\"\"}")
                        .status())
                .isEqualTo(403);
        assertThat(orders.delete("/api/staff/products/" + mug).status()).isEqualTo(403);
        assertThat(orders.post("/api/pictures/uploads", "{\"type\":\"image/png\",\"bytes\":10}")
                        .status())
                .isEqualTo(403);
        assertThat(orders.post(move, "{\"status\":\"CONFIRMED\"}").status()).isEqualTo(200);
        assertThat(products.post(UUID.randomUUID(), stock, "{\"change\":1,\"reason\":\"\"}")
                        .status())
                .isEqualTo(201);
        for (TestClient other : List.of(orders, products)) {
            assertThat(add(other, newAddress(), "ADMINISTRATOR").status()).isEqualTo(403);
        }
    }

    @Test
    void theSessionSaysWhatSomebodyMayDoAndToThePageOfTheReleaseBeforeWhoMayDoAll() {
        Response orders = with("ORDERS").get("/api/session");
        Response administrator = fixtures.signedInStaff().get("/api/session");

        assertThat(orders.<List<String>>json("$.staffRoles")).containsExactly("ORDERS");
        assertThat(orders.<String>json("$.role")).isEqualTo("CUSTOMER");
        assertThat(administrator.<List<String>>json("$.staffRoles"))
                .containsExactly("ORDERS", "PRODUCTS", "ADMINISTRATOR");
        assertThat(administrator.<String>json("$.role")).isEqualTo("STAFF");
    }

    @Test
    void anAdministratorAddsSomebodyWhoSignsInWithThePasswordThatIsToldOnce() {
        String email = newAddress();

        Response added = add(fixtures.signedInStaff(), email.toUpperCase(), "PRODUCTS");

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.header("cache-control")).contains("no-store");
        TestClient person = fixtures.browser();
        assertThat(person.signIn(email, added.json("$.password")).status()).isEqualTo(200);
        assertThat(person.get("/api/staff/products").status()).isEqualTo(200);
        assertThat(person.get("/api/staff/orders").status()).isEqualTo(403);
    }

    @Test
    void aCustomersAddressMakesNobodyStaff() {
        String email = fixtures.customer();

        assertThat(add(fixtures.signedInStaff(), email, "ADMINISTRATOR").<String>json("$.type"))
                .isEqualTo("urn:order-app:email-taken");
        assertThat(fixtures.signedIn(email).get("/api/staff/orders").status()).isEqualTo(403);
    }

    @Test
    void aRoleThatIsTakenAwayIsLostAtOnceAndWhoHasNoneIsACustomer() {
        TestClient administrator = fixtures.signedInStaff();
        String email = fixtures.staff();
        TestClient person = fixtures.signedIn(email);

        assertThat(setRoles(administrator, email, "\"ORDERS\"").status()).isEqualTo(204);
        assertThat(person.get("/api/staff/accounts").status()).isEqualTo(403);
        assertThat(person.get("/api/staff/orders").status()).isEqualTo(200);
        assertThat(setRoles(administrator, email, "").status()).isEqualTo(204);
        assertThat(person.get("/api/staff/orders").status()).isEqualTo(403);
        assertThat(person.get("/api/orders").status()).isEqualTo(200);
        assertThat(administrator.get("/api/staff/accounts").<List<String>>json("$[*].email"))
                .doesNotContain(email);
        assertThat(setRoles(administrator, email, "\"ORDERS\"").status()).isEqualTo(404);
    }

    @Test
    void nobodyChangesThemselvesOrTheAccountOfTheInstallation() {
        String email = fixtures.staff();
        TestClient administrator = fixtures.signedIn(email);

        for (String whose : List.of(email, "installed@example.test")) {
            assertThat(setRoles(administrator, whose, "").<String>json("$.type"))
                    .isEqualTo("urn:order-app:protected-account");
            assertThat(setPassword(administrator, whose).<String>json("$.type"))
                    .isEqualTo("urn:order-app:protected-account");
            assertThat(administrator
                            .get("/api/staff/accounts")
                            .<List<Boolean>>json("$[?(@.email=='%s')].changeable".formatted(whose)))
                    .containsExactly(false);
        }
    }

    @Test
    void ofTwoAdministratorsWhoEndEachOtherOneIsLeft() {
        List<String> emails = List.of(fixtures.staff(), fixtures.staff());
        List<TestClient> people = emails.stream().map(fixtures::signedIn).toList();

        List<Response> answers = Concurrently.run(2, n -> setRoles(people.get(n), emails.get(1 - n), ""));

        assertThat(answers).extracting(Response::status).containsExactlyInAnyOrder(204, 403);
        assertThat(people)
                .filteredOn(one -> one.get("/api/staff/accounts").status() == 200)
                .hasSize(1);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfWhomItIsForAndIsNoneForACustomer() {
        TestClient administrator = fixtures.signedInStaff();
        String email = fixtures.staff();
        TestClient before = fixtures.signedIn(email);

        Response drawn = setPassword(administrator, email);

        assertThat(drawn.status()).isEqualTo(200);
        assertThat(before.get("/api/session").status()).isEqualTo(401);
        assertThat(fixtures.browser().signIn(email, drawn.json("$.password")).status())
                .isEqualTo(200);
        assertThat(setPassword(administrator, fixtures.customer()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"'\"OWNER\"', roles", "'', roles"})
    void whatIsNoRoleIsRefusedByName(String roles, String field) {
        Response answer = fixtures.signedInStaff()
                .post(
                        "/api/staff/accounts",
                        "{\"email\":\"%s\",\"name\":\"Lee\",\"roles\":[%s]}".formatted(newAddress(), roles));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.field")).isEqualTo(field);
    }

    @Test
    void whatStaffChangeIsKeptWithWhoDidIt() {
        TestClient administrator = fixtures.signedInStaff();
        String product = """
                {"nameEn":"Teapot","nameKo":"","descriptionEn":"","descriptionKo":"","price":%s,"stock":3,"category":null,"picture":null,"active":true,"version":0}
                """;
        String address = "/api/staff/products/"
                + administrator
                        .post(UUID.randomUUID(), "/api/staff/products", product.formatted("12.90"))
                        .id();
        administrator.put(address, product.formatted("13.5"));
        administrator.delete(address);
        administrator.delete(address);
        administrator.get("/api/staff/orders/export?query=%23999999999");
        String person = newAddress();
        add(administrator, person, "ORDERS");
        setRoles(administrator, person, "\"PRODUCTS\",\"ORDERS\"");
        setPassword(administrator, person);

        List<Map<String, Object>> entries =
                administrator.get("/api/staff/audit").json("$.items[0:7]");

        assertThat(entries)
                .extracting(entry -> entry.get("action") + " " + entry.get("detail"))
                .containsExactly(
                        "STAFF_PASSWORD_SET Lee",
                        "STAFF_ROLES_CHANGED Lee: ORDERS, PRODUCTS",
                        "STAFF_ADDED Lee: ORDERS",
                        "ORDERS_EXPORTED 0",
                        "PRODUCT_WITHDRAWN Teapot",
                        "PRODUCT_CHANGED Teapot: price 12.9 → 13.5",
                        "PRODUCT_ADDED Teapot");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.get("who")).isEqualTo("Kim"));
    }

    @Test
    void aChangeThatIsRefusedLeavesNoEntry() {
        TestClient administrator = fixtures.signedInStaff();
        String newest = administrator.get("/api/staff/audit").body();

        add(administrator, fixtures.customer(), "ORDERS");
        setRoles(administrator, "installed@example.test", "");
        administrator.delete("/api/staff/products/999999999");

        assertThat(administrator.get("/api/staff/audit").body()).isEqualTo(newest);
    }

    @Test
    void theLogIsReadInParts() {
        TestClient administrator = fixtures.signedInStaff();
        for (int n = 0; n < 51; n++) {
            administrator.get("/api/staff/orders/export?query=%23999999999");
        }

        Response first = administrator.get("/api/staff/audit");
        Response second = administrator.get("/api/staff/audit?after=" + first.<Integer>json("$.next"));

        assertThat(first.<List<Integer>>json("$.items[*].id")).hasSize(50);
        assertThat(second.<Integer>json("$.items[0].id")).isLessThan(first.<Integer>json("$.items[49].id"));
    }

    /** To that release whoever may do a part alone is a customer, and whoever may do all is staff. */
    @Test
    void theReleaseBeforeLetsNobodyDoMoreThanThisOne() {
        TestClient administrator = fixtures.signedInStaff();
        String part = newAddress();
        String all = newAddress();
        add(administrator, part, "ORDERS\",\"PRODUCTS");
        add(administrator, all, "ADMINISTRATOR");

        assertThat(roleAsBefore(part)).isEqualTo("CUSTOMER");
        assertThat(roleAsBefore(all)).isEqualTo("STAFF");
    }

    private String roleAsBefore(String email) {
        return jdbc.sql("SELECT role FROM customer WHERE email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private TestClient with(String roles) {
        String email = fixtures.customer();
        jdbc.sql("UPDATE customer SET staff_roles = ? WHERE email = ?")
                .params(roles, email)
                .update();
        return fixtures.signedIn(email);
    }

    private Response add(TestClient by, String email, String role) {
        return by.post(
                "/api/staff/accounts", "{\"email\":\"%s\",\"name\":\"Lee\",\"roles\":[\"%s\"]}".formatted(email, role));
    }

    private Response setRoles(TestClient by, String email, String roles) {
        return by.put("/api/staff/accounts/" + id(email) + "/roles", "{\"roles\":[%s]}".formatted(roles));
    }

    private Response setPassword(TestClient by, String email) {
        return by.post("/api/staff/accounts/" + id(email) + "/password", "");
    }

    private long id(String email) {
        return fixtures.accountOf(email).value();
    }

    private static String newAddress() {
        return "person-" + UUID.randomUUID() + "@example.test";
    }
}
