package dev.orderapp.shop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.account.PasswordHashingLimiter;
import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class SignInFloodTest {

    @Autowired
    Fixtures fixtures;

    @Autowired
    PasswordHashingLimiter limiter;

    @Test
    void threeHundredSignInsOfOneAccountLeaveThoseOfAnotherAlone() {
        String attacked = fixtures.customer();
        String other = fixtures.customer();

        List<Response> answers = Concurrently.run(
                301,
                number -> number == 150
                        ? from("198.51.100.77").signIn(other, Fixtures.PASSWORD)
                        : from("203.%d.%d.1".formatted(number / 250, number % 250))
                                .signIn(attacked, Fixtures.PASSWORD));

        assertThat(answers.get(150).status()).isEqualTo(200);
        assertThat(answers).extracting(Response::status).isSubsetOf(200, 429);
    }

    @Test
    void whoFindsNoPlaceIsToldWhenToComeAgainAndIsNoFailureOfOurs() throws InterruptedException {
        String attacked = fixtures.customer();
        double error = fixtures.counted("shop_requests_total{outcome=\"error\"}");
        ExecutorService flood = Executors.newCachedThreadPool();
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        // One computes and holds all others up.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            String network = "flood " + i;
            flood.submit(() -> limiter.compute(new PasswordHashingLimiter.Caller(attacked, network, false), () -> {
                computing.countDown();
                return await(end);
            }));
        }
        computing.await();

        Response refused = from("198.51.100.78").signIn(attacked, Fixtures.PASSWORD);
        end.countDown();
        flood.shutdown();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("2");
        assertThat(refused.<String>json("$.type")).isEqualTo("urn:order-app:too-busy");
        assertThat(fixtures.counted("shop_requests_total{outcome=\"error\"}")).isEqualTo(error);
    }

    private static boolean await(CountDownLatch end) {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private TestClient from(String network) {
        return fixtures.browser().withHeader("X-Forwarded-For", network);
    }
}
