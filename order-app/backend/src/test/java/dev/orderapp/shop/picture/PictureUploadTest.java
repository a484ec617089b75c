package dev.orderapp.shop.picture;

import static dev.orderapp.shop.picture.TestPictures.SCRIPT;
import static dev.orderapp.shop.picture.TestPictures.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A staff member's upload by way of the shop, and what an attacker makes of it. */
@ShopTest
class PictureUploadTest {

    private static final byte[] FILE = TestPictures.jpeg(30, 20);
    private static final String UPLOADS = "/api/pictures/uploads";

    @Autowired
    Fixtures fixtures;

    @Test
    void aPictureThatStaffUploadIsServedToEverybodyAndCanBeGivenToAProduct() {
        TestClient staff = fixtures.signedInStaff();
        Response begun = begin(staff, "image/jpeg", FILE.length);
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.<Boolean>json("$.upload.sameOrigin")).isTrue();
        assertThat(begun.<String>json("$.upload.headers.Content-Type")).isEqualTo("image/jpeg");

        assertThat(staff.put(begun.json("$.upload.url"), "image/jpeg", FILE).status())
                .isEqualTo(204);
        Response confirmed = confirm(staff, begun);

        assertThat(confirmed.status()).isEqualTo(201);
        assertThat(confirmed.<Integer>json("$.width")).isEqualTo(30);
        Response served = fixtures.browser().get(confirmed.json("$.url"));
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.header("content-type")).isEqualTo("image/jpeg");
        Response made = staff.post(
                UUID.randomUUID(),
                "/api/staff/products",
                "{\"nameEn\":\"Pictured\",\"price\":1,\"stock\":1,\"picture\":\"%s\"}"
                        .formatted(confirmed.<String>json("$.name")));
        assertThat(made.<String>json("$.picture")).isEqualTo(confirmed.json("$.url"));
    }

    @Test
    void anUploadIsOverOnceItIsConfirmed() {
        TestClient staff = fixtures.signedInStaff();
        Response begun = begin(staff, "image/jpeg", FILE.length);
        assertThat(confirm(staff, begun).status()).isEqualTo(404);
        staff.put(begun.json("$.upload.url"), "image/jpeg", FILE);

        assertThat(confirm(staff, begun).status()).isEqualTo(201);
        assertThat(confirm(staff, begun).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "image/gif", "application/octet-stream", ""})
    void otherTypesAreRefused(String type) {
        assertThat(begin(fixtures.signedInStaff(), type, FILE.length).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 5 * 1024 * 1024 + 1, Integer.MAX_VALUE})
    void noPictureMayBeThatLong(int bytes) {
        assertThat(begin(fixtures.signedInStaff(), "image/png", bytes).status()).isEqualTo(413);
    }

    @Test
    void moreOrLessThanWasAnnouncedIsRefused() {
        TestClient staff = fixtures.signedInStaff();
        Response begun = begin(staff, "image/jpeg", FILE.length);

        assertThat(staff.put(begun.json("$.upload.url"), "image/jpeg", new byte[FILE.length + 1])
                        .status())
                .isEqualTo(422);
        assertThat(staff.put(begun.json("$.upload.url"), "image/jpeg", new byte[FILE.length - 1])
                        .status())
                .isEqualTo(422);
        assertThat(confirm(staff, begun).status()).isEqualTo(404);
    }

    @Test
    void aScriptThatCallsItselfAPictureIsRefusedAndServedToNobody() {
        TestClient staff = fixtures.signedInStaff();
        byte[] script = ascii("<svg xmlns=\"http://www.w3.org/2000/svg\">" + SCRIPT + "</svg>");
        Response begun = begin(staff, "image/png", script.length);
        staff.put(begun.json("$.upload.url"), "image/png", script);

        Response confirmed = confirm(staff, begun);

        assertThat(confirmed.status()).isEqualTo(422);
        assertThat(confirmed.<String>json("$.type")).isEqualTo("urn:order-app:invalid-picture");
        assertThat(confirmed.<String>json("$.detail")).contains("is no ");
        assertThat(fixtures.browser()
                        .get(PictureName.of(script, PictureType.PNG).address())
                        .status())
                .isEqualTo(404);
        assertThat(fixtures.browser().get(begun.json("$.upload.url")).status()).isEqualTo(401);
    }

    @Test
    void whatIsHiddenInAPictureIsNotServed() {
        TestClient staff = fixtures.signedInStaff();
        byte[] polyglot =
                TestPictures.inserted(FILE, 2, TestPictures.jpegSegment(0xFE, ascii("*/alert(1)/*" + SCRIPT)));
        Response begun = begin(staff, "image/jpeg", polyglot.length);
        staff.put(begun.json("$.upload.url"), "image/jpeg", polyglot);

        Response served = fixtures.browser().get(confirm(staff, begun).json("$.url"));

        assertThat(served.body()).doesNotContain("script").doesNotContain("alert");
    }

    @Test
    void anotherSiteCannotUploadInTheNameOfStaff() {
        TestClient staff = fixtures.signedInStaff();
        Response begun = begin(staff, "image/jpeg", FILE.length);
        staff.withoutCsrfHeader();

        List<Response> forged = List.of(
                begin(staff, "image/jpeg", FILE.length),
                staff.put(begun.json("$.upload.url"), "image/jpeg", FILE),
                confirm(staff, begun));

        assertThat(forged).extracting(Response::status).containsOnly(403);
        assertThat(forged).allMatch(answer -> answer.<String>json("$.type").equals("urn:order-app:csrf"));
    }

    @Test
    void aCustomerCannotUseAnUploadThatStaffBegan() {
        Response begun = begin(fixtures.signedInStaff(), "image/jpeg", FILE.length);
        TestClient customer = fixtures.signedIn();

        assertThat(customer.put(begun.json("$.upload.url"), "image/jpeg", FILE).status())
                .isEqualTo(403);
        assertThat(confirm(customer, begun).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fpom.xml", "%2e%2e", "00000000-0000-0000-0000-000000000000-9999999.png", "x"})
    void noUploadIdLeadsToAnythingElse(String id) {
        TestClient staff = fixtures.signedInStaff();

        assertThat(staff.put(UPLOADS + "/" + id, "image/png", FILE).status()).isBetween(400, 499);
        assertThat(staff.post(UPLOADS + "/" + id + "/confirmation", "{}").status())
                .isBetween(400, 499);
    }

    private static Response begin(TestClient browser, String type, int bytes) {
        return browser.post(UPLOADS, "{\"type\":\"%s\",\"bytes\":%d}".formatted(type, bytes));
    }

    private static Response confirm(TestClient browser, Response begun) {
        return browser.post(UPLOADS + "/" + begun.<String>json("$.id") + "/confirmation", "");
    }
}
