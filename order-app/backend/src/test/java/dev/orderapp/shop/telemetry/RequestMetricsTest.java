package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

    private static final Visitor KIM = new Visitor("customer 1");
    private static final Visitor LEE = new Visitor("customer 2");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TestTicker ticker = new TestTicker();
    private final RequestMetrics requests =
            new RequestMetrics(registry, ticker, new FailureQuota(new TestClaims(ticker), ticker, Runnable::run));

    @Test
    void allOutcomesShowFromTheStart() {
        assertThat(counts())
                .isEqualTo(Map.of("ok", 0, "ok_again", 0, "foreign", 0, "error", 0, "error_again", 0, "hanging", 0));
    }

    @Test
    void tenFailuresOfOneVisitorWithinAMinuteAreOneError() {
        for (int i = 0; i < 10; i++) {
            begin(KIM).end(500, true);
            ticker.advance(Duration.ofSeconds(5));
        }

        assertThat(counts()).containsEntry("error", 1).containsEntry("error_again", 9);
    }

    @Test
    void aMinuteAfterTheFirstOneAnErrorCountsAgainHoweverManyWereBetween() {
        begin(KIM).end(500, true);
        ticker.advance(Duration.ofSeconds(59));
        begin(KIM).end(500, true);
        ticker.advance(Duration.ofSeconds(2));
        begin(KIM).end(500, true);

        assertThat(counts()).containsEntry("error", 2).containsEntry("error_again", 1);
    }

    @Test
    void aVisitorWhoFailsEveryMinuteIsTwoErrorsInTenMinutes() {
        for (int minute = 0; minute < 20; minute++) {
            begin(KIM).end(500, true);
            ticker.advance(Duration.ofSeconds(61));
        }

        assertThat(counts()).containsEntry("error", 4).containsEntry("error_again", 16);
    }

    @Test
    void aFloodOfGoodRequestsOfOneVisitorIsSixtyAMinute() {
        for (int i = 0; i < 1_000; i++) {
            begin(KIM).end(200, true);
        }
        begin(LEE).end(200, true);

        assertThat(counts()).containsEntry("ok", 61).containsEntry("ok_again", 940);

        ticker.advance(Duration.ofMinutes(1));
        begin(KIM).end(200, true);
        assertThat(counts()).containsEntry("ok", 62);
    }

    @Test
    void whatNoPartOfTheShopWasAskedForIsNoGoodRequestButAFailureStillIsOne() {
        begin(KIM).end(404, false);
        begin(KIM).end(401, false);
        begin(LEE).end(500, false);

        assertThat(counts()).containsEntry("ok", 0).containsEntry("foreign", 2).containsEntry("error", 1);
    }

    @Test
    void everyVisitorsFirstErrorCounts() {
        begin(KIM).end(503, true);
        begin(LEE).end(503, true);

        assertThat(counts()).containsEntry("error", 2).containsEntry("error_again", 0);
    }

    @Test
    void whatTheVisitorDidWrongIsNoError() {
        begin(KIM).end(200, true);
        begin(KIM).end(404, true);
        begin(KIM).end(499, true);

        assertThat(counts()).containsEntry("ok", 3).containsEntry("error", 0);
    }

    @Test
    void aHangingRequestCountsWhileItHangsAndNeverAgain() {
        RequestMetrics.Running request = begin(KIM);
        ticker.advance(Duration.ofMillis(9_999));
        requests.countHanging();
        assertThat(counts()).containsEntry("hanging", 0);

        ticker.advance(Duration.ofMillis(1));
        requests.countHanging();
        assertThat(counts()).containsEntry("hanging", 1);

        requests.countHanging();
        request.end(200, true);
        requests.countHanging();
        assertThat(counts())
                .containsEntry("ok", 0)
                .containsEntry("error", 0)
                .containsEntry("error_again", 0)
                .containsEntry("hanging", 1);
    }

    @Test
    void aLateAnswerIsAHangEvenIfNobodyLookedInBetween() {
        RequestMetrics.Running request = begin(KIM);
        ticker.advance(Duration.ofSeconds(10));

        request.end(500, true);

        assertThat(counts()).containsEntry("hanging", 1).containsEntry("error", 0);
    }

    @Test
    void whileTheVisitorIsStillSendingNothingHangs() {
        RequestMetrics.Running request = requests.begin(KIM, () -> false, () -> {});
        ticker.advance(Duration.ofMinutes(1));
        requests.countHanging();
        request.end(200, true);

        assertThat(counts()).containsEntry("hanging", 0).containsEntry("ok", 1);
    }

    @Test
    void aVisitorWhoTakesTheAnswerSlowlyIsNotKeptWaiting() {
        AtomicBoolean answering = new AtomicBoolean();
        RequestMetrics.Running request = requests.begin(KIM, answering::get, () -> {});
        request.arrived();
        ticker.advance(Duration.ofSeconds(9));
        answering.set(true);
        ticker.advance(Duration.ofSeconds(2));
        requests.countHanging();
        ticker.advance(Duration.ofMinutes(1));
        requests.countHanging();
        request.end(200, true);

        assertThat(counts()).containsEntry("hanging", 0).containsEntry("ok", 1);
    }

    @Test
    void anAnswerIsNotAskedForOnceItsRequestHasEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        RequestMetrics.Running request = requests.begin(
                KIM,
                () -> {
                    assertThat(ended).isFalse();
                    return false;
                },
                () -> {});
        request.arrived();
        requests.countHanging();

        request.end(200, true);
        ended.set(true);

        requests.countHanging();
        assertThat(counts()).containsEntry("ok", 1);
    }

    @Test
    void hangsAndErrorsOfOneVisitorAreOneEvent() {
        begin(KIM).end(500, true);
        begin(KIM);
        ticker.advance(Duration.ofSeconds(10));
        requests.countHanging();

        assertThat(counts())
                .containsEntry("error", 1)
                .containsEntry("error_again", 1)
                .containsEntry("hanging", 0);
    }

    @Test
    void manyAtOnceAreEachCountedOnce() throws InterruptedException {
        int requestsAtOnce = 2_000;
        List<RequestMetrics.Running> hanging =
                IntStream.range(0, requestsAtOnce).mapToObj(i -> begin(KIM)).toList();
        ticker.advance(Duration.ofSeconds(10));

        // Ends and looks race for each of them.
        inParallel(hanging.stream()
                .<Callable<Object>>map(request -> () -> {
                    requests.countHanging();
                    request.end(500, true);
                    return request;
                })
                .toList());

        assertThat(counts())
                .containsEntry("ok", 0)
                .containsEntry("error", 0)
                .containsEntry("hanging", 1)
                .containsEntry("error_again", requestsAtOnce - 1);
    }

    private RequestMetrics.Running begin(Visitor visitor) {
        RequestMetrics.Running request = requests.begin(visitor, () -> false, () -> {});
        request.arrived();
        return request;
    }

    private static void inParallel(List<Callable<Object>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            threads.invokeAll(tasks);
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Counter counter : registry.get("shop.requests").counters()) {
            counts.put(counter.getId().getTag("outcome"), (int) counter.count());
        }
        return counts;
    }
}
