package dev.orderapp.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Alpha;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.v1.MetricStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceStatusTest {
    private static final Alpha ALPHA = new Alpha(0.005, 0.005);

    private static MetricStatus written(MetricRule rule) {
        EventDelta delta = new EventDelta(new Counts(210, 207), new Counts(480, 290));
        Evidence evidence = Evidence.none().plus(Sample.of(delta), rule, 0.3);
        return EvidenceStatus.written(Map.of(rule.name(), evidence), List.of(rule))
                .get(0);
    }

    @Test
    void goodEventsAreMarkedAsWhatIsComparedAndHaveNoCeiling() {
        MetricStatus orders = written(MetricRule.fewer("orders-per-visit", 1, 50, Duration.ofMinutes(5), ALPHA));

        assertTrue(orders.countsGood());
        assertEquals(3, orders.compared(orders.canary()));
        assertEquals(190, orders.compared(orders.stable()));
        assertNull(orders.ceiling());
        assertNull(orders.canaryCeiling().threshold());
    }

    @Test
    void badEventsAreNot() {
        MetricStatus errors = written(new MetricRule("server-errors", 1, 0.05, 50, false, ALPHA));

        assertFalse(errors.countsGood());
        assertEquals(207, errors.compared(errors.canary()));
        assertEquals(0.05, errors.ceiling());
        assertNotNull(errors.canaryCeiling().threshold());
    }
}
