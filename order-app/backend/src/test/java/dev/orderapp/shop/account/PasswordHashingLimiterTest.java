package dev.orderapp.shop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.account.PasswordHashingLimiter.Caller;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flood of sign-ins that is held in the middle of its work. */
class PasswordHashingLimiterTest {

    private final PasswordHashingLimiter limiter = new PasswordHashingLimiter(Duration.ofMinutes(10));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<String>> flood = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endOfTheFlood() {
        end.countDown();
        threads.shutdownNow();
    }

    @Test
    void oneAccountHoldsTwoPlacesHoweverManyNetworksAskForIt() {
        occupy("kim", "a", false);
        occupy("kim", "b", false);

        assertThat(isRefused("kim", "c", false)).isTrue();
        assertThat(isRefused("kim", "c", true)).isTrue();
        assertThat(limiter.queued()).isEqualTo(PasswordHashingLimiter.MAX_PER_ACCOUNT);
    }

    @Test
    void oneNetworkHoldsNoMoreThanItsPlaces() {
        for (int i = 0; i < PasswordHashingLimiter.MAX_PER_NETWORK; i++) {
            occupy("account " + i, "a", false);
        }

        assertThat(isRefused("kim", "a", true)).isTrue();
        occupy("kim", "b", false);
    }

    @Test
    void strangersLeavePlacesForBrowsersThatAreKnown() {
        for (int i = 0; i < PasswordHashingLimiter.MAX_FROM_UNTRUSTED; i++) {
            occupy("account " + i, "network " + i, false);
        }

        assertThat(isRefused("kim", "home", false)).isTrue();
        occupy("kim", "home", true);
    }

    @Test
    void everybodyWhoHasAPlaceIsServedAndThenGivesItBack() {
        occupy("kim", "a", false);
        occupy("kim", "b", false);
        isRefused("kim", "c", false);

        end.countDown();

        assertThat(flood).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofMinutes(1)));
        assertThat(limiter.queued()).isZero();
        assertThat(isRefused("kim", "c", false)).isFalse();
    }

    @Test
    void whoWaitedInVainIsRefusedToo() {
        PasswordHashingLimiter impatient = new PasswordHashingLimiter(Duration.ofMillis(1));
        CountDownLatch allBusy = new CountDownLatch(processors());
        for (int i = 0; i < processors(); i++) {
            String account = "account " + i;
            threads.submit(() -> impatient.compute(new Caller(account, "a", false), () -> {
                allBusy.countDown();
                return untilTheEnd();
            }));
        }
        await().until(() -> allBusy.getCount() == 0);

        assertThat(isRefused(impatient, new Caller("kim", "b", true))).isTrue();
    }

    private static int processors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private void occupy(String account, String network, boolean known) {
        int before = limiter.queued();
        flood.add(threads.submit(() -> limiter.compute(new Caller(account, network, known), this::untilTheEnd)));
        await().until(() -> limiter.queued() == before + 1);
    }

    private String untilTheEnd() {
        try {
            end.await();
            return "hashed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isRefused(String account, String network, boolean known) {
        return isRefused(limiter, new Caller(account, network, known));
    }

    private static boolean isRefused(PasswordHashingLimiter limiter, Caller caller) {
        try {
            limiter.compute(caller, () -> "hashed");
            return false;
        } catch (ProblemException e) {
            assertThat(e.problem()).isEqualTo(Problem.TOO_BUSY);
            return true;
        }
    }
}
