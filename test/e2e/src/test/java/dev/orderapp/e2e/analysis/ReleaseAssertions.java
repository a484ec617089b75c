package dev.orderapp.e2e.analysis;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.Outcome;
import java.util.List;

/** What must be true of a release that ended, wherever the operator speaks of it. */
final class ReleaseAssertions {
    private ReleaseAssertions() {}

    static void assertPromoted(ReleaseResult result) {
        assertEquals(
                Outcome.Promoted, result.outcome().outcome(), result.outcome().message());
    }

    /** History, status and Event all say that this metric was the reason. */
    static void assertRolledBackBy(String metric, ReleaseResult result, TestInstallation installation) {
        assertRolledBack("AnalysisFailed", result, installation);
        String why = result.outcome().message();
        assertTrue(
                why.startsWith(metric + ": canary ") || why.startsWith(metric + " ("),
                () -> "the reason is not " + metric + ": " + why);
    }

    /** History, status and Event all give the reason, in the same words. */
    static void assertRolledBack(String reason, ReleaseResult result, TestInstallation installation) {
        String why = result.outcome().message();
        FailedStatus failed =
                installation.shop().timeline().last().orElseThrow().failed();
        List<String> events = installation.shop().events(reason);
        assertAll(
                () -> assertEquals(Outcome.RolledBack, result.outcome().outcome(), why),
                () -> assertEquals(reason, result.outcome().reason(), why),
                () -> assertEquals(result.revision(), failed.revision()),
                () -> assertEquals(reason, failed.reason()),
                () -> assertEquals(why, failed.message()),
                () -> assertTrue(
                        events.stream().anyMatch(e -> e.contains(why)), () -> "no Event says " + why + ": " + events));
    }
}
