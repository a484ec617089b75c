package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.body.BodyFilter;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.filter.ServerHttpObservationFilter;

@ShopTest
class TelemetryTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    List<FilterRegistrationBean<ServerHttpObservationFilter>> timers;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products",
                "/api/products?page=-1",
                "/api/session",
                "/api/orders/1",
                "/api/nothing",
                "/nothing",
                "/api//products",
                "/api/%0A",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/env"
            })
    void everyAnswerNamesTheRevision(String path) {
        Response answer = fixtures.browser().get(path);

        assertThat(answer.header("x-order-app-revision")).isEqualTo(ShopTest.REVISION);
        if (answer.status() >= 400) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void probesAreOpenAndTellNoDetails(String path) {
        Response answer = fixtures.browser().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.<String>json("$.status")).isEqualTo("UP");
        assertThat(answer.body()).doesNotContain("components");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator", "/actuator/env", "/actuator/metrics", "/actuator/heapdump", "/actuator/loggers"})
    void nothingElseOfTheActuatorIsOpen(String path) {
        assertThat(fixtures.browser().get(path).status()).isEqualTo(401);
        assertThat(fixtures.signedIn().get(path).status()).isEqualTo(403);
    }

    @Test
    void requestsAreCountedByStatusAndUriWithTimeBuckets() {
        fixtures.browser().get("/api/products");
        fixtures.browser().get("/api/products?page=-1");

        String page = fixtures.browser().get("/actuator/prometheus").body();

        assertThat(page.lines())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("status=\"200\"")
                        && line.contains("uri=\"/api/products\""))
                .anyMatch(line ->
                        line.startsWith("http_server_requests_seconds_count") && line.contains("status=\"400\""))
                .anyMatch(
                        line -> line.startsWith("http_server_requests_seconds_bucket") && line.contains("le=\"0.25\""));
    }

    @Test
    void aRequestIsTimedByOneFilterOnceItsBodyIsHere() {
        assertThat(timers).hasSize(1).allSatisfy(timer -> assertThat(timer.getOrder())
                .isGreaterThan(BodyFilter.ORDER));
    }

    @Test
    void probesAndScrapesAreNotCountedAsRequests() {
        fixtures.browser().get("/actuator/health/liveness");
        fixtures.browser().get("/actuator/prometheus");

        String page = fixtures.browser().get("/actuator/prometheus").body();

        assertThat(page.lines().filter(line -> line.startsWith("http_server_requests")))
                .noneMatch(line -> line.contains("actuator"));
    }

    @Test
    void aRequestIdIsTakenOverUnlessItCouldHarmALog() {
        Response given =
                fixtures.browser().withHeader("X-Request-Id", "abc-12345678").get("/api/session");
        Response refused = fixtures.browser()
                .withHeader("X-Request-Id", "{evil} text here")
                .get("/api/session");

        assertThat(given.header("x-request-id")).isEqualTo("abc-12345678");
        assertThat(given.<String>json("$.requestId")).isEqualTo("abc-12345678");
        assertThat(refused.header("x-request-id")).matches("[0-9a-f-]{36}");
    }
}
