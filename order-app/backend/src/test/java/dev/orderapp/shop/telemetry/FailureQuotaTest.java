package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.telemetry.FailureQuota.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureQuotaTest {

    private static final Visitor NETWORK = new Visitor("network 203.0.113.0/24");

    private final TestTicker ticker = new TestTicker();
    private final TestClaims claims = new TestClaims(ticker);
    private int counted;
    private int repeated;

    /** A Pod, of whichever version. */
    private FailureQuota pod() {
        return pod(Runnable::run);
    }

    private FailureQuota pod(Executor executor) {
        return new FailureQuota(claims, ticker, executor);
    }

    private void fail(FailureQuota pod) {
        pod.take(Kind.REQUEST, NETWORK, () -> counted++, () -> repeated++);
    }

    @Test
    void onHoweverManyPodsAVisitorFailsTwoFailuresCountInTenMinutes() {
        List<FailureQuota> pods = Stream.generate(this::pod).limit(8).toList();

        for (int second = 0; second < 600; second++) {
            pods.forEach(this::fail);
            ticker.advance(Duration.ofSeconds(1));
        }

        assertThat(counted).isEqualTo(2);
    }

    /** A window that begins with the first failure would let four count in a minute and a half, at the end of one and the start of the next. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void inNoTenMinutesDoMoreThanTwoCountWheneverTheFailuresCome(int seed) {
        Random random = new Random(seed);
        List<FailureQuota> pods = List.of(pod(), pod());
        Deque<Integer> counts = new ArrayDeque<>();
        int last = -60;

        for (int second = 0; second < 4_000; ) {
            int before = counted;
            int now = second;
            pods.forEach(this::fail);
            counts.removeIf(earlier -> earlier <= now - 600);
            if (counted > before) {
                assertThat(now - last).isGreaterThanOrEqualTo(60);
                last = now;
                counts.add(now);
            }
            assertThat(counts).hasSizeLessThanOrEqualTo(2);
            int later = 1 + random.nextInt(200);
            ticker.advance(Duration.ofSeconds(later));
            second += later;
        }
    }

    @Test
    void aPodThatHasJustStartedKnowsWhatFailedBefore() {
        FailureQuota stable = pod();
        fail(stable);
        ticker.advance(Duration.ofSeconds(61));
        fail(stable);
        ticker.advance(Duration.ofSeconds(61));

        fail(pod());

        assertThat(counted).isEqualTo(2);
        assertThat(repeated).isEqualTo(1);
    }

    @Test
    void everyKindOfFailureHasAQuotaOfItsOwn() {
        FailureQuota pod = pod();

        for (Kind kind : Kind.values()) {
            pod.take(kind, NETWORK, () -> counted++, () -> repeated++);
        }

        assertThat(counted).isEqualTo(Kind.values().length);
    }

    @Test
    void aFloodAsksTheDatabaseAFewTimesAMinute() {
        FailureQuota pod = pod();

        for (int i = 0; i < 1_000; i++) {
            fail(pod);
        }

        assertThat(claims.asked).isLessThanOrEqualTo(20);
        assertThat(counted + repeated).isEqualTo(1_000);
    }

    @Test
    void whileTheDatabaseIsAwayEachPodDecidesAloneAndAsksSeldom() {
        FailureQuota pod = pod();
        claims.away = true;

        for (int i = 0; i < 5; i++) {
            pod.take(Kind.REQUEST, new Visitor("customer " + i), () -> counted++, () -> repeated++);
        }
        fail(pod);
        fail(pod);

        assertThat(counted).isEqualTo(6);
        assertThat(repeated).isEqualTo(1);
        assertThat(claims.asked).isEqualTo(1);
    }

    @Test
    void onceTheDatabaseIsBackItIsAskedAgain() {
        FailureQuota pod = pod();
        claims.away = true;
        fail(pod);
        claims.away = false;
        ticker.advance(Duration.ofSeconds(11));

        pod.take(Kind.REQUEST, new Visitor("customer 1"), () -> counted++, () -> repeated++);

        assertThat(claims.asked).isGreaterThan(1);
        assertThat(counted).isEqualTo(2);
    }

    @Test
    void whatCannotWaitIsDecidedAtOnce() {
        FailureQuota pod = pod(task -> {
            throw new RejectedExecutionException();
        });

        fail(pod);
        fail(pod);

        assertThat(counted).isEqualTo(1);
        assertThat(repeated).isEqualTo(1);
        assertThat(claims.asked).isZero();
    }
}
