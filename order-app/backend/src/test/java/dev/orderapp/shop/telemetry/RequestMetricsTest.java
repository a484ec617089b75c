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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

    private static final Visitor KIM = new Visitor("customer 1");
    private static final Visitor LEE = new Visitor("customer 2");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TestTicker ticker = new TestTicker();
    private final RequestMetrics requests = new RequestMetrics(registry, ticker);

    @Test
    void allOutcomesShowFromTheStart() {
        assertThat(counts()).isEqualTo(Map.of("ok", 0, "error", 0, "error_again", 0, "hanging", 0));
    }

    @Test
    void tenFailuresOfOneVisitorWithinAMinuteAreOneError() {
        for (int i = 0; i < 10; i++) {
            requests.begin(KIM).end(500);
            ticker.advance(Duration.ofSeconds(5));
        }

        assertThat(counts()).containsEntry("error", 1).containsEntry("error_again", 9);
    }

    @Test
    void aMinuteAfterTheFirstOneAnErrorCountsAgainHoweverManyWereBetween() {
        requests.begin(KIM).end(500);
        ticker.advance(Duration.ofSeconds(59));
        requests.begin(KIM).end(500);
        ticker.advance(Duration.ofSeconds(2));
        requests.begin(KIM).end(500);

        assertThat(counts()).containsEntry("error", 2).containsEntry("error_again", 1);
    }

    @Test
    void everyVisitorsFirstErrorCounts() {
        requests.begin(KIM).end(503);
        requests.begin(LEE).end(503);

        assertThat(counts()).containsEntry("error", 2).containsEntry("error_again", 0);
    }

    @Test
    void whatTheVisitorDidWrongIsNoError() {
        requests.begin(KIM).end(200);
        requests.begin(KIM).end(404);
        requests.begin(KIM).end(499);

        assertThat(counts()).containsEntry("ok", 3).containsEntry("error", 0);
    }

    @Test
    void aHangingRequestCountsWhileItHangsAndNeverAgain() {
        RequestMetrics.Running request = requests.begin(KIM);
        ticker.advance(Duration.ofMillis(9_999));
        requests.countHanging();
        assertThat(counts()).containsEntry("hanging", 0);

        ticker.advance(Duration.ofMillis(1));
        requests.countHanging();
        assertThat(counts()).containsEntry("hanging", 1);

        requests.countHanging();
        request.end(200);
        requests.countHanging();
        assertThat(counts()).isEqualTo(Map.of("ok", 0, "error", 0, "error_again", 0, "hanging", 1));
    }

    @Test
    void aLateAnswerIsAHangEvenIfNobodyLookedInBetween() {
        RequestMetrics.Running request = requests.begin(KIM);
        ticker.advance(Duration.ofSeconds(10));

        request.end(500);

        assertThat(counts()).containsEntry("hanging", 1).containsEntry("error", 0);
    }

    @Test
    void hangsAndErrorsOfOneVisitorAreOneEvent() {
        requests.begin(KIM).end(500);
        requests.begin(KIM);
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
        List<RequestMetrics.Running> hanging = IntStream.range(0, requestsAtOnce)
                .mapToObj(i -> requests.begin(KIM))
                .toList();
        ticker.advance(Duration.ofSeconds(10));

        // Ends and looks race for each of them.
        inParallel(hanging.stream()
                .<Callable<Object>>map(request -> () -> {
                    requests.countHanging();
                    request.end(500);
                    return request;
                })
                .toList());

        assertThat(counts()).isEqualTo(Map.of("ok", 0, "error", 0, "hanging", 1, "error_again", requestsAtOnce - 1));
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
