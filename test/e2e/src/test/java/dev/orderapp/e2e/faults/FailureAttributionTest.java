package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.faults.ScenarioResult.FaultLog;
import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Order;
import dev.orderapp.e2e.shop.LoadRecords.Request;
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

/** What a failed request is attributed to, on records made for it. */
class FailureAttributionTest {
    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private final LoadRecords records = new LoadRecords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private void request(int second, String outcome, String revision, String page) {
        long at = T0.plusSeconds(second).toEpochMilli();
        records.requests().add(new Request(at, 1_000, "api", "GET /", 500, outcome, revision, page, null));
    }

    private static TimeWindow window(int from, int until) {
        return new TimeWindow(T0.plusSeconds(from), T0.plusSeconds(until));
    }

    private static ScenarioResult result(String bad, List<TimeWindow> faults) {
        HistoryEntry entry = new HistoryEntry(
                "new", 1, Outcome.RolledBack, "CrashLoop", "because", "b", "f", null, null, null, null);
        Scenario scenario =
                Scenario.of("a scenario", run -> {}).ends(Phase.RolledBack, "RolledBack/(CrashLoop|NoReadyPods)");
        FaultLog faultLog = new FaultLog(Set.of(bad), faults, Map.of("restart", T0.plusSeconds(10)));
        return new ScenarioResult(scenario, window(0, 60), List.of(entry), Phase.RolledBack, faultLog, List.of());
    }

    private FailureAttribution attribution(ScenarioResult result) {
        return FailureAttribution.of(result, T0.plusSeconds(100), records, IngressAborts.NONE);
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
        FailureAttribution count = attribution(result("new", List.of()));
        assertEquals(3, count.requests());
        assertEquals(2, count.byRollout().size());
    }

    @Test
    void aBadVersionOwnsWhatItAnswersAndWhatItsPageIsNotAnswered() {
        request(5, "failed", "new", "old");
        request(6, "failed", "", "new");
        request(7, "failed", "old", "new");
        FailureAttribution count = attribution(result("new", List.of()));
        assertEquals(2, count.byVersion());
        assertEquals(1, count.byRollout().size());
    }

    @Test
    void aFaultOwnsWhatWasUnderWayMeanwhile() {
        request(9, "failed", "old", "old");
        request(21, "failed", "old", "old");
        FailureAttribution count = attribution(result("new", List.of(window(10, 20), window(9, 10))));
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
        FailureAttribution count =
                FailureAttribution.of(result("new", List.of()), T0.plusSeconds(100), records, new IngressAborts(said));
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
        FailureAttribution count = attribution(result("new", List.of()));
        assertEquals(1, count.requests());
        assertEquals(0, count.byRollout().size());
        assertEquals(1, count.orders());
    }

    @Test
    void anEndIsRightByPatternNumberAndPhase() {
        ScenarioResult right = result("new", List.of());
        assertEquals(Optional.empty(), right.unexpectedEnd());
        ScenarioResult elsewhere = new ScenarioResult(
                right.scenario(), right.window(), right.attempts(), Phase.Stable, right.faultLog(), right.steps());
        assertTrue(elsewhere.unexpectedEnd().isPresent());
        ScenarioResult fewer = new ScenarioResult(
                right.scenario(), right.window(), List.of(), right.phase(), right.faultLog(), right.steps());
        assertTrue(fewer.unexpectedEnd().isPresent());
    }

    @Test
    void evacuationIsTimedFromWhatWasDoneToTheLastAnswer() {
        Expectation expectation = Expectation.evacuatedWithin(Duration.ofSeconds(15), "restart");
        request(24, "failed", "new", "new");
        assertEquals(Optional.empty(), expectation.violation(result("new", List.of()), records));
        request(25, "failed", "new", "new");
        assertTrue(expectation.violation(result("new", List.of()), records).isPresent());
    }
}
