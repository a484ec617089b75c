package dev.orderapp.e2e.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the figures of a release are read from what its visitors saw. */
class SceneTest {
    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private static Request request(int second, int ms, String name, int status, String revision) {
        String outcome = status < 400 ? "ok" : "failed";
        return new Request(
                T0.plusSeconds(second).toEpochMilli(), ms, "api", name, status, outcome, revision, revision, null);
    }

    private static Scene ended(Fault fault, Outcome outcome) {
        String decided = T0.plusSeconds(20).toString();
        HistoryEntry entry =
                new HistoryEntry("new", 1, outcome, "Because", "because", "b", "f", null, null, decided, null);
        return new Scene("release", fault, new Tried("new", "old", T0, T0.plusSeconds(30), entry));
    }

    private static final Records SEEN = new Records(
            List.of(
                    request(1, 0, "GET /api/products", 500, "old"),
                    request(2, 501, "GET /api/products", 200, "new"),
                    request(5, 0, "GET /api/products", 500, "new"),
                    request(10, 0, "POST /api/orders", 400, "new"),
                    request(21, 500, "GET /api/products", 200, "new"),
                    request(40, 0, "GET /api/products", 200, "old")),
            List.of(),
            List.of());

    @Test
    void decisionIsTimedFromTheFirstBadAnswerOfTheVersionItself() {
        assertEquals(
                Optional.of(Duration.ofSeconds(15)),
                ended(Fault.ERRORS, Outcome.RolledBack).decisionTime(SEEN));
        assertEquals(
                Optional.of(Duration.ofSeconds(10)),
                ended(Fault.REFUSED_ORDERS, Outcome.RolledBack).decisionTime(SEEN));
        assertEquals(
                Optional.of(Duration.ofMillis(17_499)),
                ended(Fault.SLOWNESS, Outcome.RolledBack).decisionTime(SEEN));
        assertEquals(Optional.empty(), ended(Fault.NONE, Outcome.Aborted).decisionTime(SEEN));
    }

    @Test
    void evacuationIsTimedFromTheDecisionToTheVersionsLastAnswer() {
        assertEquals(
                Optional.of(Duration.ofMillis(1_500)),
                ended(Fault.ERRORS, Outcome.RolledBack).evacuation(SEEN));
    }

    @Test
    void aPromotedVersionWasNotTakenBackHoweverManyErrorsItHad() {
        Scene promoted = ended(Fault.ERRORS, Outcome.Promoted);
        assertEquals(Optional.empty(), promoted.decisionTime(SEEN));
        assertEquals(Optional.empty(), promoted.evacuation(SEEN));
        assertEquals(2, promoted.bad(SEEN));
    }
}
