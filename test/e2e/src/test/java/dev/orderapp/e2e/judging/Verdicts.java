package dev.orderapp.e2e.judging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.Outcome;
import java.util.List;

/** What must be true of a release that ended, wherever the operator speaks of it. */
final class Verdicts {
    private Verdicts() {}

    static void assertPromoted(Tried tried) {
        assertEquals(
                Outcome.Promoted, tried.outcome().outcome(), tried.outcome().message());
    }

    /** History, status and Event all say that this metric was the reason. */
    static void assertRolledBackBy(String metric, Tried tried, Stage stage) {
        assertRolledBack("AnalysisFailed", tried, stage);
        String why = tried.outcome().message();
        assertTrue(
                why.startsWith(metric + ": canary ") || why.startsWith(metric + " ("),
                () -> "the reason is not " + metric + ": " + why);
    }

    /** History, status and Event all give the reason, in the same words. */
    static void assertRolledBack(String reason, Tried tried, Stage stage) {
        String why = tried.outcome().message();
        FailedStatus failed = stage.shop().timeline().last().orElseThrow().failed();
        List<String> events = stage.shop().events(reason);
        assertAll(
                () -> assertEquals(Outcome.RolledBack, tried.outcome().outcome(), why),
                () -> assertEquals(reason, tried.outcome().reason(), why),
                () -> assertEquals(tried.revision(), failed.revision()),
                () -> assertEquals(reason, failed.reason()),
                () -> assertEquals(why, failed.message()),
                () -> assertTrue(
                        events.stream().anyMatch(e -> e.contains(why)), () -> "no Event says " + why + ": " + events));
    }
}
