package dev.orderapp.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class VisitMetricsTest {

    private static final Duration AGE = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Visitor CUSTOMER = new Visitor("customer 17");

    private final TestTicker ticker = new TestTicker();
    private final TestLedger ledger = new TestLedger();
    private final Pod pod = new Pod();

    /** What the database remembers for all Pods, by the test's clock. */
    private final class TestLedger implements VisitLedger {

        private final Map<String, Long> ends = new HashMap<>();
        private boolean away;

        @Override
        public boolean begin(Visitor visitor, Duration once) {
            boolean free = !isKept("visit of " + visitor);
            if (free) {
                ends.put("visit of " + visitor, ticker.read() + once.toNanos());
            }
            return free;
        }

        @Override
        public void ordered(Visitor visitor, Duration known) {
            isKept("");
            ends.put("order of " + visitor, ticker.read() + known.toNanos());
        }

        @Override
        public boolean hasOrdered(Visitor visitor) {
            return isKept("order of " + visitor);
        }

        private boolean isKept(String subject) {
            if (away) {
                throw new DataAccessResourceFailureException("connection refused");
            }
            return ends.getOrDefault(subject, Long.MIN_VALUE) > ticker.read();
        }
    }

    /** A Pod, of whichever version. */
    private final class Pod {

        private final MeterRegistry registry = new SimpleMeterRegistry();
        private final VisitMetrics visits = new VisitMetrics(registry, ledger, ticker, AGE);

        private double counted(VisitOutcome outcome) {
            visits.count();
            return registry.get("shop.visits")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .counter()
                    .count();
        }
    }

    private void assertCounted(Pod by, int ordered, int left) {
        assertThat(List.of(by.counted(VisitOutcome.ORDERED), by.counted(VisitOutcome.LEFT)))
                .containsExactly((double) ordered, (double) left);
    }

    private void seen(Pod by, Visitor visitor) {
        by.visits.seen(visitor);
        by.visits.count();
    }

    private void ordered(Pod by, Visitor visitor) {
        by.visits.ordered(visitor);
        by.visits.count();
    }

    @Test
    void aVisitCountsAtItsAgeWithTheOrderThatItBroughtByThen() {
        Visitor other = new Visitor("customer 18");
        seen(pod, CUSTOMER);
        seen(pod, other);
        ticker.advance(AGE.minus(SECOND));
        ordered(pod, CUSTOMER);
        assertCounted(pod, 0, 0);

        ticker.advance(SECOND);

        assertCounted(pod, 1, 1);
    }

    @Test
    void anOrderCountsOnTheVersionWhereItsVisitBegan() {
        Pod canary = new Pod();
        seen(pod, CUSTOMER);
        ticker.advance(SECOND);
        seen(canary, CUSTOMER);
        ordered(canary, CUSTOMER);

        ticker.advance(AGE.minus(SECOND));

        assertCounted(pod, 1, 0);
        assertCounted(canary, 0, 0);
    }

    @Test
    void onHoweverManyPodsAVisitorBeginsOneVisitInHalfAnHour() {
        List<Pod> pods = Stream.generate(Pod::new).limit(8).toList();
        for (int minute = 0; minute < 60; minute++) {
            pods.forEach(any -> {
                seen(any, CUSTOMER);
                ordered(any, CUSTOMER);
            });
            ticker.advance(Duration.ofMinutes(1));
        }

        double counted = pods.stream()
                .mapToDouble(any -> any.counted(VisitOutcome.ORDERED))
                .sum();

        assertThat(counted).isEqualTo(2);
    }

    @Test
    void anOrderFromBeforeAVisitIsNotIts() {
        ordered(pod, CUSTOMER);
        ticker.advance(SECOND);
        seen(pod, CUSTOMER);

        ticker.advance(AGE);

        assertCounted(pod, 0, 1);
    }

    /** Its order may be forgotten by then. */
    @Test
    void aVisitThatIsAskedAboutTooLateIsCountedNowhere() {
        seen(pod, CUSTOMER);
        ordered(pod, CUSTOMER);

        ticker.advance(AGE.plus(Duration.ofSeconds(11)));

        assertCounted(pod, 0, 0);
    }

    @Test
    void whatTheDatabaseCannotBeAskedAboutIsCountedNowhere() {
        seen(pod, CUSTOMER);
        ticker.advance(AGE);
        ledger.away = true;
        seen(pod, new Visitor("customer 18"));
        pod.visits.count();
        ledger.away = false;

        ticker.advance(AGE);

        assertCounted(pod, 0, 0);
    }

    @Test
    void whoeverComesNoMoreIsRememberedThanThereIsRoomFor() {
        for (int visitor = 0; visitor < 25_000; visitor++) {
            pod.visits.seen(new Visitor("customer " + visitor));
            if (visitor % 10_000 == 0) {
                pod.visits.count();
            }
        }
        pod.visits.count();
        ticker.advance(AGE);

        assertThat(pod.counted(VisitOutcome.LEFT)).isEqualTo(20_000);
    }
}
