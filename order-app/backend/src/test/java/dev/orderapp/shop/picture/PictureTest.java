package dev.orderapp.shop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class PictureTest {

    private static final byte[] FILE = TestPictures.png(30, 20);

    @Autowired
    Fixtures fixtures;

    @Autowired
    PictureStore store;

    @Test
    void aPictureIsServedSoThatCachesKeepItAndNothingInItCanRun() throws Exception {
        Picture picture = PictureReader.read(FILE, PictureType.PNG);
        store.keep(picture);

        Response answer = fixtures.browser().get(picture.name().address());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("image/png");
        assertThat(answer.header("content-length")).isEqualTo(String.valueOf(picture.content().length));
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(answer.header("content-disposition")).isEqualTo("inline; filename=\"" + picture.name() + "\"");
        assertThat(answer.header("cache-control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void aPictureThatABrowserHasIsNotSentAgain() {
        Picture picture = PictureReader.read(FILE, PictureType.PNG);

        Response answer = fixtures.browser()
                .withHeader("If-None-Match", "\"" + picture.name() + "\"")
                .get(picture.name().address());

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000.png",
                "0000000000000000000000000000000000000000000000000000000000000000.svg",
                "pom.xml",
                "..%2F..%2Fpom.xml",
                "%2e%2e/%2e%2e/pom.xml",
                "..%5Cpom.xml",
                "uploads"
            })
    void noNameLeadsToAnythingElse(String name) {
        Response answer = fixtures.browser().get("/api/pictures/" + name);

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.header("cache-control")).doesNotContain("public");
    }

    @Test
    void onlyStaffMayUpload() {
        TestClient stranger = fixtures.browser();
        stranger.get("/api/products");
        TestClient customer = fixtures.signedIn();

        assertThat(stranger.post("/api/pictures/uploads", "{}").status()).isEqualTo(401);
        assertThat(customer.post("/api/pictures/uploads", "{}").status()).isEqualTo(403);
        assertThat(customer.post("/api/pictures/uploads/x/confirmation", "{}").status())
                .isEqualTo(403);
    }
}
