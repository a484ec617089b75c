package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.reconcile.OrderAppReleaseReconciler;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final int FAILURES = 1_000;

    @Test
    void aPassThatKeepsFailingIsTriedForEverAndAtLeastOnceAMinute() {
        RetryExecution retry = OperatorRuntime.retry().initExecution();

        List<Duration> waits = Stream.generate(retry::nextDelay)
                .limit(FAILURES)
                .map(Optional::orElseThrow)
                .map(Duration::ofMillis)
                .toList();

        assertEquals(Duration.ofMillis(200), waits.get(0));
        assertTrue(waits.get(2).compareTo(waits.get(1)) > 0, "waits grow: " + waits.subList(0, 10));
        assertEquals(OrderAppReleaseReconciler.LONGEST_RETRY, waits.get(FAILURES - 1));
    }
}
