package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.MetricStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceLinesTest {
    private static MetricStatus orders(double maxRatio) {
        EvidenceOdds odds = new EvidenceOdds(List.of(9.0), 0, 9.0, 7.6);
        EvidenceOdds none = new EvidenceOdds(List.of(0.0), 0, 0.0, null);
        return new MetricStatus(
                "orders-per-visit",
                "FAIL",
                "WorseThanStable",
                "…",
                maxRatio,
                true,
                null,
                new EventCounts(210L, 207L),
                new EventCounts(480L, 290L),
                new EventCounts(10L, 10L),
                new EventCounts(20L, 12L),
                true,
                odds,
                none,
                odds,
                null,
                null);
    }

    @Test
    void ofGoodEventsTheGoodOnesAreToldAndNoCeiling() {
        assertEquals("""
                orders-per-visit  FAIL (WorseThanStable)
                ├─ canary 3 of 210 (1.4 %), stable 190 of 480 (39.6 %); this step: canary 0 of 10 (0 %), stable 8 of 20 (40 %)
                └─ odds that it has fewer than stable: at most 8,100:1, rolled back at 1,900:1
                """, EvidenceLines.of(orders(1), Ink.PLAIN).render());
    }

    @Test
    void soIsHowManyFewerAreAccepted() {
        assertEquals(
                "odds that it has more than 1.5 times fewer than stable: at most 8,100:1, rolled back at 1,900:1",
                EvidenceLines.of(orders(1.5), Ink.PLAIN).children().get(1).text());
    }
}
