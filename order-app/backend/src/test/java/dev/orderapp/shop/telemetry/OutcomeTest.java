package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.body.BodyFilter;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.RawHttp;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

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

    @LocalServerPort
    int port;

    @Autowired
    FaultyFilter faults;

    @Autowired
    OutcomeFilter filter;

    @Autowired
    BodyFilter bodies;

    @Autowired
    VisitMetrics visits;

    @Autowired
    TestTicker ticker;

    @BeforeEach
    void whatFailedBeforeIsForgotten() {
        pass(Duration.ofMinutes(11));
    }

    private void pass(Duration time) {
        ticker.advance(time);
        fixtures.shortenClaims(time);
    }

    @ParameterizedTest
    @CsvSource({"status,503", "sendError,502", "throw,500", "async,500", "async-timeout,500"})
    void anErrorCountsOnceWhereverItComesFrom(String fault, int status) {
        double ok = requests("ok");
        double error = requests("error");
        double again = requests("error_again");

        Response answer =
                fixtures.browser().withHeader(FaultyFilter.HEADER, fault).get("/api/products");

        assertThat(answer.status()).isEqualTo(status);
        becomes(() -> requests("error"), error + 1);
        assertThat(requests("ok")).isEqualTo(ok);
        assertThat(requests("error_again")).isEqualTo(again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/products", "/api/products?page=-1", "/api/products/99999999"})
    void whatTheVisitorAskedWronglyIsNoError(String path) {
        double ok = requests("ok");

        fixtures.browser().get(path);

        becomes(() -> requests("ok"), ok + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/nothing", "/api", "/api/products?query=%"})
    void whatNoPartOfTheShopAnsweredIsNoEvidence(String path) throws IOException {
        double ok = requests("ok");
        double error = requests("error");
        double foreign = requests("foreign");

        new RawHttp(port).send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        becomes(() -> requests("foreign"), foreign + 1);
        assertThat(requests("ok")).isEqualTo(ok);
        assertThat(requests("error")).isEqualTo(error);
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
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                () -> fixtures.browser().withHeader(FaultyFilter.HEADER, "hang").get("/api/products"));
        faults.hangs.await();

        ticker.advance(RequestMetrics.CLIENT_TIMEOUT);
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
                ticker.advance(RequestMetrics.CLIENT_TIMEOUT);
                return new DelegatingServletInputStream(new ByteArrayInputStream(body));
            }
        };
        request.setServletPath("/api/products");
        request.setContent(body);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/products");

        FilterChain shop = (arrived, response) ->
                assertThat(arrived.getInputStream().readAllBytes()).hasSize(length);
        filter.doFilter(
                request, new MockHttpServletResponse(), (coming, response) -> bodies.doFilter(coming, response, shop));

        assertThat(requests("hanging")).isEqualTo(hanging);
        assertThat(requests("ok")).isEqualTo(ok + 1);
    }

    @Test
    void theTimeThatABodyInChunksTakesToComeIsNotOursEither() throws ServletException, IOException {
        double hanging = requests("hanging");
        double ok = requests("ok");
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/products") {
            @Override
            public ServletInputStream getInputStream() {
                ticker.advance(RequestMetrics.CLIENT_TIMEOUT);
                return new DelegatingServletInputStream(new ByteArrayInputStream(new byte[10]));
            }
        };
        request.setServletPath("/api/products");
        request.addHeader("Transfer-Encoding", "chunked");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/products");

        FilterChain shop = (arrived, response) ->
                assertThat(arrived.getInputStream().readAllBytes()).hasSize(10);
        filter.doFilter(
                request, new MockHttpServletResponse(), (coming, response) -> bodies.doFilter(coming, response, shop));

        assertThat(requests("hanging")).isEqualTo(hanging);
        assertThat(requests("ok")).isEqualTo(ok + 1);
    }

    @Test
    void tenFailuresOfOneVisitorAreOneErrorWhicheverWayTheVisitorIsKnown() {
        for (TestClient visitor : new TestClient[] {fixtures.signedIn(), fixtures.browser()}) {
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
    void theVisitorsAndAccountsThatOneNetworkInventsAreOneVisitor() {
        double error = requests("error");
        List<TestClient> invented = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            invented.add(fixtures.browser()
                    .withCookie("order_app_visitor", String.valueOf(i).repeat(32)));
            invented.add(fixtures.browser().withHeader("User-Agent", "browser " + i));
            invented.add(fixtures.browser().withHeader("Forwarded", "for=203.0.113." + i));
            invented.add(fixtures.signedIn(fixtures.newCustomer()));
        }

        invented.forEach(
                browser -> browser.withHeader(FaultyFilter.HEADER, "status").get("/api/products"));

        becomes(() -> requests("error"), error + 1);
    }

    @Test
    void anotherNetworkIsAnotherVisitorAndSoIsEveryAccountFromBeforeTheRelease() {
        double error = requests("error");
        String email = fixtures.customer();

        for (TestClient browser : List.of(
                fixtures.browser().withHeader("X-Forwarded-For", "203.0.113.7"),
                fixtures.browser().withHeader("X-Forwarded-For", "203.0.113.200"),
                fixtures.browser().withHeader("X-Forwarded-For", "198.51.100.7"),
                fixtures.signedIn(email),
                fixtures.signedIn(email).withHeader("X-Forwarded-For", "192.0.2.1"),
                fixtures.signedIn())) {
            browser.withHeader(FaultyFilter.HEADER, "status").get("/api/products");
        }

        becomes(() -> requests("error"), error + 4);
    }

    @Test
    void aFloodOfGoodRequestsHidesNoFailures() {
        double ok = requests("ok");
        TestClient flood = fixtures.browser().withHeader("X-Forwarded-For", "198.51.100.9");

        for (int i = 0; i < 70; i++) {
            flood.get("/api/categories");
        }

        becomes(() -> requests("ok"), ok + VisitorQuota.MAX_SUCCESSES);
    }

    /** Repeated, a slow request of one stranger could have a good release rolled back; fast ones could hide the slow ones of others. */
    @Test
    void whatOneVisitorAddsToTheSlowAndTheFastRequestsIsBounded() {
        faults.slowness = () -> ticker.advance(RequestTimer.SLOW.plusMillis(1));
        double slow = slow("true");
        double slowAgain = slow("false");
        double fast = fast("true");
        TestClient slowly = fixtures.browser()
                .withHeader("X-Forwarded-For", "198.51.100.10")
                .withHeader(FaultyFilter.HEADER, "slow");
        TestClient quickly = fixtures.browser().withHeader("X-Forwarded-For", "198.51.100.11");

        for (int i = 0; i < 5; i++) {
            slowly.get("/api/categories");
        }
        for (int i = 0; i < 70; i++) {
            quickly.get("/api/categories");
        }

        becomes(() -> slow("true"), slow + 1);
        becomes(() -> slow("false"), slowAgain + 4);
        becomes(() -> fast("true"), fast + VisitorQuota.MAX_SUCCESSES);
    }

    @Test
    void tellsFromHowFewTheRecentFailuresCome() {
        TestClient stranger = fixtures.browser()
                .withHeader("X-Forwarded-For", "198.51.100.20")
                .withHeader(FaultyFilter.HEADER, "status");
        for (int i = 0; i < 8; i++) {
            stranger.get("/api/products");
        }
        TestClient customer = fixtures.signedIn()
                .withHeader("X-Forwarded-For", "203.0.113.20")
                .withHeader(FaultyFilter.HEADER, "status");
        customer.get("/api/categories");
        customer.get("/api/products/7");

        becomes(() -> recent("all"), 10);
        becomes(() -> recent("network"), 8);
        becomes(() -> recent("account"), 2);
        becomes(() -> recent("request"), 9);

        pass(Duration.ofMinutes(11));
        becomes(() -> recent("all"), 0);
    }

    private double recent(String by) {
        return fixtures.browser()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("shop_failures_recent{by=\"" + by + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aCustomersVisitIsCountedOnceItIsOldEnoughWithTheOrderOfIt() {
        pass(Duration.ofMinutes(31));
        visits.count();
        double ordered = visits("ordered");
        double left = visits("left");
        TestClient browser = fixtures.signedIn();
        browser.order(UUID.randomUUID(), fixtures.product("Mug", "12.90", 1), 1);

        visits.count();
        assertThat(visits("ordered")).isEqualTo(ordered);
        ticker.advance(Duration.ofMinutes(5));

        becomes(() -> visits("ordered"), ordered + 1);
        assertThat(visits("left")).isEqualTo(left);
    }

    @Test
    void whoIsNotSignedInBeginsNoVisit() {
        pass(Duration.ofMinutes(31));
        visits.count();
        double left = visits("left");

        fixtures.browser().get("/api/products");
        ticker.advance(Duration.ofMinutes(5));
        visits.count();

        assertThat(visits("left")).isEqualTo(left);
    }

    @Test
    void ordersAreCountedByTheirEnd() {
        TestClient browser = fixtures.signedIn();
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
    void whatAClientSentWronglyIsNoRefusalOfOurs() {
        double refused = orders("refused");
        double declined = orders("declined");

        Response byValidation = fixtures.signedIn().order(UUID.randomUUID(), "{}");
        Response byCsrf = fixtures.signedIn().withoutCsrfHeader().order(UUID.randomUUID(), 1, 1);
        Response notForSale = fixtures.signedIn().order(UUID.randomUUID(), 99_999_999, 1);

        assertThat(byValidation.status()).isEqualTo(400);
        assertThat(byCsrf.status()).isEqualTo(403);
        assertThat(notForSale.status()).isEqualTo(422);
        becomes(() -> orders("declined"), declined + 3);
        assertThat(orders("refused")).isEqualTo(refused);
    }

    @Test
    void anOrderThatALayerOfOursRefusesIsRefused() {
        double refused = orders("refused");

        Response answer =
                fixtures.signedIn().withHeader(FaultyFilter.HEADER, "refuse").order(UUID.randomUUID(), 1, 1);

        assertThat(answer.status()).isEqualTo(403);
        becomes(() -> orders("refused"), refused + 1);
    }

    @Test
    void whoTriesAgainWithinAMinuteIsOneFailure() {
        TestClient browser = fixtures.signedIn();
        double refused = orders("refused");
        double failed = orders("failed");
        double again = orders("failed_again");

        browser.withHeader(FaultyFilter.HEADER, "refuse").order(UUID.randomUUID(), 1, 1);
        browser.order(UUID.randomUUID(), 1, 1);
        browser.withHeader(FaultyFilter.HEADER, "throw").order(UUID.randomUUID(), 1, 1);

        becomes(() -> orders("failed_again"), again + 2);
        becomes(() -> orders("refused"), refused + 1);
        assertThat(orders("failed")).isEqualTo(failed);

        pass(Duration.ofMinutes(1));
        browser.order(UUID.randomUUID(), 1, 1);
        becomes(() -> orders("failed"), failed + 1);
    }

    @Test
    void aHundredAccountsMadeDuringTheReleaseAreOneNetworksFailure() {
        double failed = orders("failed");

        for (int i = 0; i < 10; i++) {
            fixtures.signedIn(fixtures.newCustomer())
                    .withHeader(FaultyFilter.HEADER, "throw")
                    .order(UUID.randomUUID(), 1, 1);
        }

        becomes(() -> orders("failed"), failed + 1);
    }

    @Test
    void nobodyWithoutAnAccountMovesTheOrders() {
        TestClient stranger = fixtures.browser();
        stranger.get("/api/products");
        double before = allOrders();

        assertThat(stranger.order(UUID.randomUUID(), 1, 1).status()).isEqualTo(401);
        stranger.withHeader(FaultyFilter.HEADER, "throw").order(UUID.randomUUID(), 1, 1);
        fixtures.signedIn().get("/api/orders");
        double declined = orders("declined");
        fixtures.signedIn().order(UUID.randomUUID(), "{}");

        becomes(() -> orders("declined"), declined + 1);
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

    private double slow(String counted) {
        return timed("http_server_requests_seconds_count", "", counted) - fast(counted);
    }

    private double fast(String counted) {
        return timed("http_server_requests_seconds_bucket", "le=\"0.5\"", counted);
    }

    private double timed(String series, String label, String counted) {
        return fixtures.browser()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + "{"))
                .filter(line -> line.contains(label) && line.contains("counted=\"" + counted + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private double orders(String outcome) {
        return fixtures.counted("shop_orders_total{outcome=\"" + outcome + "\"}");
    }

    private double visits(String outcome) {
        return fixtures.counted("shop_visits_total{outcome=\"" + outcome + "\"}");
    }

    private double requests(String outcome) {
        return fixtures.counted("shop_requests_total{outcome=\"" + outcome + "\"}");
    }
}
