package dev.orderapp.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.demo.Promises.Promise;
import dev.orderapp.e2e.demo.Scene.Kind;
import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Order;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What breaks a promise, on records made for it. */
class PromisesTest {
    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private final Records records = new Records(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Promises promises = new Promises(records, new IngressCuts(List.of(T0.plusSeconds(50))));

    private void request(double second, String kind, String outcome, String revision) {
        long at = T0.toEpochMilli() + Math.round(second * 1_000);
        int status = "ok".equals(outcome) ? 200 : 500;
        records.requests().add(new Request(at, 10, kind, "GET /", status, outcome, revision, revision, null));
    }

    private void order(String key, String state, String id) {
        records.orders().add(new Order(T0.toEpochMilli(), "a@example.test", key, state, id));
    }

    private static Played played(Kind kind, Outcome expected, Outcome outcome) {
        Scene scene = new Scene("release", "2", expected, kind);
        HistoryEntry entry =
                new HistoryEntry("new", 1, outcome, "Because", "because", "b", "f", null, null, null, null);
        return new Played(scene, new Tried("new", "old", T0, T0.plusSeconds(100), entry));
    }

    private static boolean allKept(List<Promise> promises) {
        return promises.stream().allMatch(Promise::kept);
    }

    @Test
    void aGoodReleaseThatIsTakenBackBreaksItsPromise() {
        assertFalse(allKept(promises.of(played(Kind.GOOD, Outcome.Promoted, Outcome.RolledBack), List.of())));
        assertTrue(allKept(promises.of(played(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void anAnswerThatTheIngressControllerCutOffItselfBreaksNoPromiseAndIsTold() {
        long at = T0.plusSeconds(50).toEpochMilli();
        Request cut = new Request(at, 10, "api", "POST /api/session", 0, "failed", "", "new", "unexpected EOF");
        records.requests().add(cut);
        List<Promise> told = promises.of(played(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of());
        assertTrue(allKept(told));
        assertTrue(told.get(1).seen().contains("1 more that the ingress controller says it cut off"));
        records.requests().add(cut);
        assertFalse(allKept(promises.of(played(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void oneFailedRequestOfAnyVersionBreaksAGoodReleasesPromise() {
        request(5, "api", "failed", "new");
        assertFalse(allKept(promises.of(played(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), List.of())));
    }

    @Test
    void aBadVersionsOwnErrorsAreItsOwnButOneOfTheStableVersionOrOfNobodyIsNot() {
        Played bad = played(Kind.FAILS_SOMETIMES, Outcome.RolledBack, Outcome.RolledBack);
        request(5, "api", "failed", "new");
        assertTrue(allKept(promises.of(bad, List.of())));
        request(6, "api", "failed", "");
        assertFalse(allKept(promises.of(bad, List.of())));
    }

    @Test
    void evacuationIsTimedFromTheFirstBadAnswerToTheLastAnswerOfAll() {
        request(5, "api", "failed", "new");
        request(12, "file", "ok", "new");
        request(30, "page", "ok", "old");
        Played bad = played(Kind.FAILS_ALWAYS, Outcome.RolledBack, Outcome.RolledBack);
        assertEquals(Optional.of(Duration.ofSeconds(7)), promises.evacuation(bad));
        assertTrue(allKept(promises.of(bad, List.of())));
        request(21, "page", "ok", "new");
        assertFalse(allKept(promises.of(bad, List.of())));
    }

    @Test
    void theSplitIsCountedOverPageLoadsAfterTheDataPlaneFollowed() {
        request(1, "page", "ok", "new");
        for (int i = 0; i < 10; i++) {
            request(3 + i, "page", "ok", i < 3 ? "new" : "old");
            request(3 + i, "api", "ok", "new");
        }
        StepSpan step = new StepSpan(0, 30, T0, T0.plusSeconds(20), List.of());
        Promises.Split split = promises.split(played(Kind.GOOD, Outcome.Promoted, Outcome.Promoted), step);
        assertEquals(new Promises.Split(30, 30.0, 10), split);
    }

    @Test
    void aVersionThatNeverGetsReadyMustNotBeSeen() {
        Played never = played(Kind.NEVER_READY, Outcome.RolledBack, Outcome.RolledBack);
        assertTrue(allKept(promises.of(never, List.of())));
        request(5, "page", "ok", "new");
        assertFalse(allKept(promises.of(never, List.of())));
    }

    @Test
    void anOrderThatIsLostDoubledOrMadeUpBreaksThePromise() {
        order("k1", "sent", null);
        order("k1", "placed", "1");
        order("k2", "sent", null);
        order("k2", "unknown", null);
        assertTrue(promises.ofOrders(List.of(Map.entry("k1", "1"))).kept());
        assertTrue(promises.ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k2", "2")))
                .kept());
        assertFalse(promises.ofOrders(List.of()).kept());
        assertFalse(promises.ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k1", "3")))
                .kept());
        assertFalse(promises.ofOrders(List.of(Map.entry("k1", "1"), Map.entry("k9", "9")))
                .kept());
    }
}
