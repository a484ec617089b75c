package dev.orderapp.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.demo.Expectations.ExpectationResult;
import dev.orderapp.e2e.demo.ReleaseCase.Kind;
import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Order;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an expectation is not met, on records made for it. */
class ExpectationsTest {
    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private final LoadRecords records = new LoadRecords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Expectations expectations = new Expectations(records, new IngressAborts(List.of(T0.plusSeconds(50))));

    private void request(double second, String kind, String outcome, String revision) {
        long at = T0.toEpochMilli() + Math.round(second * 1_000);
        int status = "ok".equals(outcome) ? 200 : 500;
        records.requests().add(new Request(at, 10, kind, "GET /", status, outcome, revision, revision, null));
    }

    private void order(String key, String state, String id) {
        records.orders().add(new Order(T0.toEpochMilli(), "a@example.test", key, state, id));
    }

    private static CaseResult result(Kind kind, Outcome expected, Outcome outcome) {
        ReleaseCase releaseCase = new ReleaseCase("release", "2", expected, kind);
        HistoryEntry entry =
                new HistoryEntry("new", 1, outcome, "Because", "because", "b", "f", null, null, null, null);
        return new CaseResult(releaseCase, new ReleaseResult("new", "old", T0, T0.plusSeconds(100), entry));
    }

    private static boolean allMet(List<ExpectationResult> expectations) {
        return expectations.stream().allMatch(ExpectationResult::met);
    }

    @Test
    void aGoodReleaseThatIsRolledBackIsNotAsExpected() {
        assertFalse(allMet(expectations.of(result(Kind.GOOD, Outcome.Promoted, Outcome.RolledBack), List.of())));
        assertTrue(allMet(expectations.of(result(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void anAnswerThatTheIngressControllerAbortedBreaksNoExpectationAndIsTold() {
        long at = T0.plusSeconds(50).toEpochMilli();
        Request cut = new Request(at, 10, "api", "POST /api/session", 0, "failed", "", "new", "unexpected EOF");
        records.requests().add(cut);
        List<ExpectationResult> told =
                expectations.of(result(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of());
        assertTrue(allMet(told));
        assertTrue(told.get(1).seen().contains("1 more that the ingress controller says it cut off"));
        records.requests().add(cut);
        assertFalse(allMet(expectations.of(result(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void oneFailedRequestOfAnyVersionBreaksAGoodReleasesExpectation() {
        request(5, "api", "failed", "new");
        assertFalse(allMet(expectations.of(result(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void aBadVersionsOwnErrorsAreItsOwnButOneOfTheStableVersionOrOfNoneIsNot() {
        CaseResult bad = result(Kind.FAILS_SOMETIMES, Outcome.RolledBack, Outcome.RolledBack);
        request(5, "api", "failed", "new");
        assertTrue(allMet(expectations.of(bad, List.of())));
        request(6, "api", "failed", "");
        assertFalse(allMet(expectations.of(bad, List.of())));
    }

    @Test
    void evacuationIsTimedFromTheFirstBadAnswerToTheLastAnswerOfAll() {
        request(5, "api", "failed", "new");
        request(12, "file", "ok", "new");
        request(30, "page", "ok", "old");
        CaseResult bad = result(Kind.FAILS_ALWAYS, Outcome.RolledBack, Outcome.RolledBack);
        assertEquals(Optional.of(Duration.ofSeconds(7)), expectations.evacuation(bad));
        assertTrue(allMet(expectations.of(bad, List.of())));
        request(21, "page", "ok", "new");
        assertFalse(allMet(expectations.of(bad, List.of())));
    }

    @Test
    void theSplitIsCountedOverPageLoadsAfterTheDataPlaneFollowed() {
        request(1, "page", "ok", "new");
        for (int i = 0; i < 10; i++) {
            request(3 + i, "page", "ok", i < 3 ? "new" : "old");
            request(3 + i, "api", "ok", "new");
        }
        StepSpan step = new StepSpan(0, 30, T0, T0.plusSeconds(20), List.of());
        Expectations.Split split = expectations.split(result(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), step);
        assertEquals(new Expectations.Split(30, 30.0, 10), split);
    }

    @Test
    void aVersionThatNeverGetsReadyMustNotBeSeen() {
        CaseResult never = result(Kind.NEVER_READY, Outcome.RolledBack, Outcome.RolledBack);
        assertTrue(allMet(expectations.of(never, List.of())));
        request(5, "page", "ok", "new");
        assertFalse(allMet(expectations.of(never, List.of())));
    }

    @Test
    void anOrderThatIsLostDoubledOrMadeUpBreaksTheExpectation() {
        order("k1", "sent", null);
        order("k1", "placed", "1");
        order("k2", "sent", null);
        order("k2", "unknown", null);
        assertTrue(expectations.ofOrders(List.of(Map.entry("k1", "1"))).met());
        assertTrue(expectations
                .ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k2", "2")))
                .met());
        assertFalse(expectations.ofOrders(List.of()).met());
        assertFalse(expectations
                .ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k1", "3")))
                .met());
        assertFalse(expectations
                .ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k9", "9")))
                .met());
    }
}
