package dev.orderapp.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class ProblemTest {

    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("messages", Locale.ROOT);
    private static final ResourceBundle KOREAN = ResourceBundle.getBundle("messages", Locale.KOREAN);

    @Autowired
    Fixtures fixtures;

    @ParameterizedTest
    @EnumSource
    void everyProblemIsExplainedInBothLanguages(Problem problem) {
        String title = "problem." + problem.code() + ".title";

        assertThat(KOREAN.getString(title)).containsPattern("\\p{IsHangul}").isNotEqualTo(ENGLISH.getString(title));
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(KOREAN.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(KOREAN.keySet())
                .allSatisfy(key -> assertThat(KOREAN.getString(key)).as(key).containsPattern("\\p{IsHangul}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ko-KR,ko;q=0.9,en;q=0.8 | 먼저 로그인해 주세요. | ko",
                "en-GB                   | Sign in first.      | en",
                "fr,ko;q=0.5             | 먼저 로그인해 주세요. | ko",
                "fr                      | Sign in first.      | en",
                "<script>                | Sign in first.      | en"
            })
    void aProblemIsToldInTheReadersLanguage(String accepted, String detail, String language) {
        Response answer =
                fixtures.browser().withHeader("Accept-Language", accepted).get("/api/orders");

        assertThat(answer.<String>json("$.detail")).isEqualTo(detail);
        assertThat(answer.header("content-language")).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/x",
                "/api/orders/99999999999999999999",
                "/api/products?page=x",
                "/api/products?sort=x'%20OR%201=1",
                "/api/nothing",
                "/api/orders/1;x=1",
                "/api/%2e%2e/actuator/env",
                "/error"
            })
    void noErrorTellsOfOurInsides(String path) {
        Response answer = fixtures.signedIn().get(path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("Exception", "dev.orderapp", "org.", "java.", "SELECT", "tools.jackson", "trace");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "'; DROP TABLE product; --",
                "\\' UNION SELECT password_hash FROM customer -- ",
                "%' AND SLEEP(5) AND '%'='",
                "x\" OR 1=1 #"
            })
    void sqlInASearchIsText(String injection) {
        fixtures.product("Mug " + UUID.randomUUID(), "12.90", 1);

        Response answer =
                fixtures.browser().get("/api/products?query=" + encoded(injection) + "&category=" + encoded(injection));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.<Integer>json("$.total")).isZero();
        assertThat(fixtures.browser().get("/api/products").<Integer>json("$.total"))
                .isPositive();
    }

    @Test
    void sqlInASignInIsAWrongAddress() {
        assertThat(fixtures.browser().signIn("' OR '1'='1' -- ", "x").status()).isEqualTo(401);
    }

    @Test
    void scriptInATextComesBackAsTextThatNoBrowserRuns() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("<script>alert(1)</script>", "12.90", 1);

        Response answer = browser.get("/api/products/" + product);

        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.<String>json("$.name")).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void whatAClientMayNotSayIsIgnored() {
        TestClient browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 10);

        Response order = browser.order(
                UUID.randomUUID(),
                "{\"id\":1,\"customerId\":1,\"status\":\"DELIVERED\",\"total\":0.01,\"placedAt\":\"2000-01-01T00:00:00Z\",\"items\":[{\"productId\":%d,\"quantity\":1,\"price\":0.01,\"name\":\"x\"}]}"
                        .formatted(product));

        assertThat(order.<String>json("$.status")).isEqualTo("PLACED");
        assertThat(order.body()).contains("\"total\":12.90").doesNotContain("2000-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/accounts", "/api/orders", "/api/cart/merge"})
    void anOversizedBodyIsRefusedBeforeItIsRead(String path) {
        TestClient browser = fixtures.signedIn();

        Response answer = browser.post(UUID.randomUUID(), path, "{\"x\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:body-too-large");
    }

    @Test
    void deeplyNestedJsonIsABadRequest() {
        Response answer = fixtures.signedIn().order(UUID.randomUUID(), "[".repeat(30_000));

        assertThat(answer.status()).isEqualTo(400);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
