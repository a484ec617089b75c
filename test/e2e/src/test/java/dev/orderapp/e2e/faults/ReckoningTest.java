package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.faults.Played.Ledger;
import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Order;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose a failed request is, on records made for it. */
class ReckoningTest {
    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private final Records records = new Records(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private void request(int second, String outcome, String revision, String page) {
        long at = T0.plusSeconds(second).toEpochMilli();
        records.requests().add(new Request(at, 1_000, "api", "GET /", 500, outcome, revision, page, null));
    }

    private static Span span(int from, int until) {
        return new Span(T0.plusSeconds(from), T0.plusSeconds(until));
    }

    private static Played played(String bad, List<Span> faults) {
        HistoryEntry entry = new HistoryEntry(
                "new", 1, Outcome.RolledBack, "CrashLoop", "because", "b", "f", null, null, null, null);
        Scenario scenario =
                Scenario.of("a scenario", play -> {}).ends(Phase.RolledBack, "RolledBack/(CrashLoop|NoReadyPods)");
        Ledger ledger = new Ledger(Set.of(bad), faults, Map.of("restart", T0.plusSeconds(10)));
        return new Played(scenario, span(0, 60), List.of(entry), Phase.RolledBack, ledger, List.of());
    }

    private Reckoning reckoning(Played played) {
        return Reckoning.of(played, T0.plusSeconds(100), records, IngressCuts.NONE);
    }

    private void cutOff(int second) {
        long at = T0.plusSeconds(second).toEpochMilli();
        records.requests().add(new Request(at, 1_000, "api", "POST /", 0, "failed", "", "old", "unexpected EOF"));
    }

    @Test
    void aFailureIsTheRolloutsUnlessSomethingElseExplainsIt() {
        request(5, "failed", "old", "old");
        request(6, "failed", "", "");
        request(7, "ok", "old", "old");
        Reckoning count = reckoning(played("new", List.of()));
        assertEquals(3, count.requests());
        assertEquals(2, count.byRollout().size());
    }

    @Test
    void aBadVersionOwnsWhatItAnswersAndWhatItsPageIsNotAnswered() {
        request(5, "failed", "new", "old");
        request(6, "failed", "", "new");
        request(7, "failed", "old", "new");
        Reckoning count = reckoning(played("new", List.of()));
        assertEquals(2, count.byVersion());
        assertEquals(1, count.byRollout().size());
    }

    @Test
    void aFaultOwnsWhatWasUnderWayMeanwhile() {
        request(9, "failed", "old", "old");
        request(21, "failed", "old", "old");
        Reckoning count = reckoning(played("new", List.of(span(10, 20), span(9, 10))));
        assertEquals(1, count.byFault());
        assertEquals(1, count.byRollout().size());
    }

    @Test
    void anAnswerThatTheIngressControllerSaysItCutOffIsItsOwn() {
        cutOff(5);
        cutOff(5);
        cutOff(50);
        request(29, "failed", "", "old");
        List<Instant> said = List.of(T0.plusSeconds(6), T0.plusSeconds(30));
        Reckoning count = Reckoning.of(played("new", List.of()), T0.plusSeconds(100), records, new IngressCuts(said));
        assertEquals(1, count.byIngress());
        assertEquals(3, count.byRollout().size());
    }

    @Test
    void onlyWhatWasSentUntilTheNextScenarioCounts() {
        request(-1, "failed", "old", "old");
        request(99, "ok", "old", "old");
        request(100, "failed", "old", "old");
        records.orders().add(new Order(T0.plusSeconds(50).toEpochMilli(), "a@example.test", "k", "placed", "1"));
        records.orders().add(new Order(T0.plusSeconds(50).toEpochMilli(), "a@example.test", "l", "sent", null));
        Reckoning count = reckoning(played("new", List.of()));
        assertEquals(1, count.requests());
        assertEquals(0, count.byRollout().size());
        assertEquals(1, count.orders());
    }

    @Test
    void anEndIsRightByPatternNumberAndPhase() {
        Played right = played("new", List.of());
        assertEquals(Optional.empty(), right.wrongEnd());
        Played elsewhere =
                new Played(right.scenario(), right.span(), right.tries(), Phase.Stable, right.ledger(), right.steps());
        assertTrue(elsewhere.wrongEnd().isPresent());
        Played fewer =
                new Played(right.scenario(), right.span(), List.of(), right.phase(), right.ledger(), right.steps());
        assertTrue(fewer.wrongEnd().isPresent());
    }

    @Test
    void evacuationIsTimedFromWhatWasDoneToTheLastAnswer() {
        Promise promise = Promise.evacuatedWithin(Duration.ofSeconds(15), "restart");
        request(24, "failed", "new", "new");
        assertEquals(Optional.empty(), promise.broken(played("new", List.of()), records));
        request(25, "failed", "new", "new");
        assertTrue(promise.broken(played("new", List.of()), records).isPresent());
    }
}
