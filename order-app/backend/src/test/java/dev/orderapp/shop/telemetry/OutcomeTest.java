package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.testing.Answer;
import dev.orderapp.shop.testing.Browser;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What is counted of whole requests, through the real server. */
@ShopTest
@Import(OutcomeTest.Faults.class)
class OutcomeTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Faults {

        @Bean
        FaultyFilter faultyFilter() {
            return new FaultyFilter();
        }

        @Bean
        @Primary
        TestTicker testTicker() {
            return new TestTicker();
        }
    }

    @Autowired
    Fixtures fixtures;

    @Autowired
    FaultyFilter faults;

    @Autowired
    OutcomeFilter filter;

    @Autowired
    TestTicker ticker;

    @BeforeEach
    void whatFailedBeforeIsForgotten() {
        ticker.advance(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({"status,503", "sendError,502", "throw,500", "async,500", "async-timeout,500"})
    void anErrorCountsOnceWhereverItComesFrom(String fault, int status) {
        double ok = requests("ok");
        double error = requests("error");
        double again = requests("error_again");

        Answer answer =
                fixtures.browser().withHeader(FaultyFilter.HEADER, fault).get("/api/products");

        assertThat(answer.status()).isEqualTo(status);
        becomes(() -> requests("error"), error + 1);
        assertThat(requests("ok")).isEqualTo(ok);
        assertThat(requests("error_again")).isEqualTo(again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/products", "/api/products?page=-1", "/api/session", "/api/nothing", "/api"})
    void whatTheVisitorAskedWronglyIsNoError(String path) {
        double ok = requests("ok");

        fixtures.browser().get(path);

        becomes(() -> requests("ok"), ok + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/prometheus", "/nothing", "/apis"})
    void whatIsNotTheApiIsNotCounted(String path) {
        double ok = requests("ok");
        double error = requests("error");

        fixtures.browser().get(path);
        fixtures.browser().withHeader(FaultyFilter.HEADER, "status").get(path);

        assertThat(requests("ok")).isEqualTo(ok);
        assertThat(requests("error")).isEqualTo(error);
    }

    @Test
    void aHangCountsAfterTenSecondsWhileItLastsAndNotAgainWhenItEnds() throws InterruptedException {
        double hanging = requests("hanging");
        double ok = requests("ok");
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                () -> fixtures.browser().withHeader(FaultyFilter.HEADER, "hang").get("/api/products"));
        faults.hangs.await();

        ticker.advance(RequestMetrics.PATIENCE);
        becomes(() -> requests("hanging"), hanging + 1);

        faults.release.countDown();
        assertThat(answer.join().status()).isEqualTo(200);
        becomes(() -> requests("hanging"), hanging + 1);
        assertThat(requests("ok")).isEqualTo(ok);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64 * 1024, 64 * 1024 + 1})
    void theTimeThatABodyTakesToComeIsNotOurs(int length) throws ServletException, IOException {
        double hanging = requests("hanging");
        double ok = requests("ok");
        byte[] body = new byte[length];
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/products") {
            @Override
            public ServletInputStream getInputStream() {
                ticker.advance(RequestMetrics.PATIENCE);
                return new DelegatingServletInputStream(new ByteArrayInputStream(body));
            }
        };
        request.setServletPath("/api/products");
        request.setContent(body);

        filter.doFilter(request, new MockHttpServletResponse(), (arrived, response) -> assertThat(
                        arrived.getInputStream().readAllBytes())
                .hasSize(length));

        assertThat(requests("hanging")).isEqualTo(hanging);
        assertThat(requests("ok")).isEqualTo(ok + 1);
    }

    @Test
    void theBodyOfARequestInChunksIsNotWaitedFor() throws ServletException, IOException {
        double hanging = requests("hanging");
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/products");
        request.setServletPath("/api/products");
        request.addHeader("Transfer-Encoding", "chunked");

        filter.doFilter(request, new MockHttpServletResponse(), (arrived, response) -> {
            assertThat(arrived).isSameAs(request);
            ticker.advance(RequestMetrics.PATIENCE);
        });

        assertThat(requests("hanging")).isEqualTo(hanging);
    }

    @Test
    void tenFailuresOfOneVisitorAreOneErrorWhicheverWayTheVisitorIsKnown() {
        String cookie = UUID.randomUUID().toString().replace("-", "");
        for (Browser visitor : new Browser[] {
            fixtures.signedIn(), fixtures.browser().withCookie("order_app_visitor", cookie), fixtures.browser()
        }) {
            double error = requests("error");
            double again = requests("error_again");
            visitor.withHeader(FaultyFilter.HEADER, "status");

            for (int i = 0; i < 10; i++) {
                visitor.get("/api/products");
            }

            becomes(() -> requests("error"), error + 1);
            becomes(() -> requests("error_again"), again + 9);
        }
    }

    @Test
    void visitorsOfOneAddressAreToldApartByTheirCookieIfItIsOneOfOurs() {
        double error = requests("error");
        for (String cookie : new String[] {"0".repeat(32), "1".repeat(32), "invented", "2".repeat(4000)}) {
            fixtures.browser()
                    .withCookie("order_app_visitor", cookie)
                    .withHeader(FaultyFilter.HEADER, "status")
                    .get("/api/products");
        }

        becomes(() -> requests("error"), error + 3);
    }

    @Test
    void ordersAreCountedByTheirEnd() {
        Browser browser = fixtures.signedIn();
        long product = fixtures.product("Mug", "12.90", 1);
        double placed = orders("placed");
        double repeated = orders("repeated");
        double outOfStock = orders("out_of_stock");
        UUID key = UUID.randomUUID();

        browser.order(key, product, 1);
        browser.order(key, product, 1);
        browser.order(UUID.randomUUID(), product, 1);

        becomes(() -> orders("placed"), placed + 1);
        becomes(() -> orders("repeated"), repeated + 1);
        becomes(() -> orders("out_of_stock"), outOfStock + 1);
    }

    @Test
    void anOrderIsRefusedWhoeverRefusesIt() {
        double refused = orders("refused");

        Answer byValidation = fixtures.signedIn().order(UUID.randomUUID(), "{}");
        Answer byCsrf = fixtures.signedIn().withoutCsrfHeader().order(UUID.randomUUID(), 1, 1);
        Answer byALayer =
                fixtures.signedIn().withHeader(FaultyFilter.HEADER, "refuse").order(UUID.randomUUID(), 1, 1);

        assertThat(byValidation.status()).isEqualTo(400);
        assertThat(byCsrf.status()).isEqualTo(403);
        assertThat(byALayer.status()).isEqualTo(403);
        becomes(() -> orders("refused"), refused + 3);
    }

    @Test
    void whoTriesAgainWithinAMinuteIsOneFailure() {
        Browser browser = fixtures.signedIn();
        double refused = orders("refused");
        double failed = orders("failed");
        double again = orders("failed_again");

        browser.order(UUID.randomUUID(), "{}");
        browser.order(UUID.randomUUID(), "{}");
        browser.withHeader(FaultyFilter.HEADER, "throw").order(UUID.randomUUID(), 1, 1);

        becomes(() -> orders("failed_again"), again + 2);
        becomes(() -> orders("refused"), refused + 1);
        assertThat(orders("failed")).isEqualTo(failed);

        ticker.advance(Duration.ofMinutes(1));
        browser.order(UUID.randomUUID(), 1, 1);
        becomes(() -> orders("failed"), failed + 1);
    }

    @Test
    void nobodyWithoutAnAccountMovesTheOrders() {
        Browser stranger = fixtures.browser();
        stranger.get("/api/products");
        double before = allOrders();

        assertThat(stranger.order(UUID.randomUUID(), 1, 1).status()).isEqualTo(401);
        stranger.withHeader(FaultyFilter.HEADER, "throw").order(UUID.randomUUID(), 1, 1);
        fixtures.signedIn().get("/api/orders");
        double refused = orders("refused");
        fixtures.signedIn().order(UUID.randomUUID(), "{}");

        becomes(() -> orders("refused"), refused + 1);
        assertThat(allOrders()).isEqualTo(before + 1);
    }

    /** An answer may reach the browser a moment before its request is over and counted. */
    private static void becomes(DoubleSupplier counted, double expected) {
        await().untilAsserted(() -> assertThat(counted.getAsDouble()).isEqualTo(expected));
    }

    private double allOrders() {
        double sum = 0;
        for (OrderOutcome outcome : OrderOutcome.values()) {
            sum += orders(outcome.name().toLowerCase(Locale.ROOT));
        }
        return sum;
    }

    private double orders(String outcome) {
        return fixtures.counted("shop_orders_total{outcome=\"" + outcome + "\"}");
    }

    private double requests(String outcome) {
        return fixtures.counted("shop_requests_total{outcome=\"" + outcome + "\"}");
    }
}
