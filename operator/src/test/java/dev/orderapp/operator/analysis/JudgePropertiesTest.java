package dev.orderapp.operator.analysis;

import static dev.orderapp.operator.analysis.JudgeTest.RULE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every release, whatever it counts. */
class JudgePropertiesTest {
    private static Evidence after(Iterable<Tick> ticks, MetricRule rule) {
        Evidence evidence = Evidence.none();
        for (Tick tick : ticks) {
            evidence = evidence.plus(Sample.of(tick), rule);
        }
        return evidence;
    }

    private static Verdict verdict(Evidence evidence) {
        return Judge.judge(RULE, evidence).verdict();
    }

    private static List<Tick> ticks(Draws draws) {
        List<Tick> ticks = new ArrayList<>();
        for (long left = draws.below(20); left >= 0; left--) {
            ticks.add(draws.tick());
        }
        return ticks;
    }

    @Test
    void staysFiniteUpToTrillionsOfEvents() {
        Draws.forAll(2_000, draws -> {
            Evidence evidence = after(ticks(draws), RULE).startStep().plus(Sample.of(draws.tick()), RULE);

            for (EProcess odds : List.of(evidence.ratio(), evidence.canaryCeiling(), evidence.stableCeiling())) {
                assertTrue(Double.isFinite(odds.logOdds()) && odds.peak() >= odds.logOdds(), () -> "" + odds);
            }
            assertTrue(Judge.judge(RULE, evidence).sentence().startsWith("server-errors: canary "));
        });
    }

    @Test
    void countsStopAtTheirLimitInsteadOfOverflowing() {
        Counts full = new Counts(Counts.MAX, Counts.MAX);

        assertEquals(full, full.plus(full));
        assertEquals(
                Verdict.FAIL, verdict(after(Collections.nCopies(5, new Tick(full, new Counts(Counts.MAX, 0))), RULE)));
    }

    @Test
    void aFailureIsNotTakenBackByWhateverComesLater() {
        Draws.forAll(500, draws -> {
            Evidence failed = after(List.of(new Tick(new Counts(40, 30), new Counts(100, 0))), RULE);
            Evidence later = failed;
            for (Tick tick : ticks(draws)) {
                later = later.plus(draws.chance(0.2) ? Sample.missing("gone") : Sample.of(tick), RULE);
                later = draws.chance(0.2) ? later.startStep() : later;
            }

            assertEquals(Verdict.FAIL, verdict(failed));
            assertEquals(Verdict.FAIL, verdict(later));
        });
    }

    @Test
    void noDataNeitherFailsNorPasses() {
        Draws.forAll(500, draws -> {
            Evidence evidence = after(ticks(draws), RULE);
            Verdict before = verdict(evidence);
            Evidence silent = evidence.plus(Sample.missing("connection refused"), RULE);

            assertEquals(before == Verdict.FAIL ? Verdict.FAIL : Verdict.INCONCLUSIVE, verdict(silent));
            assertEquals(evidence.ratio(), silent.ratio());
            assertEquals(evidence.canaryCeiling(), silent.canaryCeiling());
        });
        assertEquals(Verdict.INCONCLUSIVE, verdict(Evidence.none()));
    }

    @Test
    void anIntervalWithoutRequestsChangesNothing() {
        Draws.forAll(500, draws -> {
            Evidence evidence = after(ticks(draws), RULE);

            assertEquals(evidence, evidence.plus(Sample.of(Tick.NONE), RULE));
        });
    }

    @Test
    void theOrderOfLooksChangesNoOdds() {
        Draws.forAll(500, draws -> {
            List<Tick> ticks = ticks(draws);
            List<Tick> shuffled = new ArrayList<>(ticks);
            Collections.shuffle(shuffled, new Random(1));

            assertClose(after(ticks, RULE), after(shuffled, RULE));
        });
    }

    @Test
    void cuttingAnIntervalOfUnchangedTrafficChangesNoOdds() {
        Draws.forAll(500, draws -> {
            Tick part = new Tick(draws.events(300, draws.between(0, 0.1)), draws.events(700, draws.between(0, 0.1)));
            int parts = 1 + (int) draws.below(20);
            Tick whole = Tick.NONE;
            for (int i = 0; i < parts; i++) {
                whole = new Tick(
                        whole.canary().plus(part.canary()), whole.stable().plus(part.stable()));
            }

            assertClose(after(List.of(whole), RULE), after(Collections.nCopies(parts, part), RULE));
        });
    }

    @Test
    void moreBadEventsOfTheCanaryAreNeverBetter() {
        Draws.forAll(1_000, draws -> {
            Tick tick = draws.tick();
            Counts canary = tick.canary();
            Counts worse = new Counts(canary.total(), canary.bad() + draws.below(canary.good() + 1));
            Evidence before = after(List.of(tick), RULE);
            Evidence after = after(List.of(new Tick(worse, tick.stable())), RULE);

            assertTrue(after.ratio().logOdds() >= before.ratio().logOdds() - precision(after));
            assertTrue(after.canaryCeiling().logOdds() >= before.canaryCeiling().logOdds() - precision(after));
        });
    }

    @Test
    void withoutTrafficToStableTheCeilingAloneDecides() {
        Draws.forAll(500, draws -> {
            Evidence before = after(ticks(draws), RULE);
            Evidence after = before.plus(Sample.of(new Tick(draws.counts(), Counts.NONE)), RULE);

            for (int i = 0; i < before.ratio().logs().size(); i++) {
                double scale = 1
                        + Math.abs(before.ratio().logs().get(i))
                        + after.canary().bad();
                assertEquals(before.ratio().logs().get(i), after.ratio().logs().get(i), scale * 1e-12);
            }
        });
        assertEquals(
                Reason.AboveCeiling,
                Judge.judge(RULE, after(List.of(new Tick(new Counts(100, 20), Counts.NONE)), RULE))
                        .reason());
    }

    @ParameterizedTest(name = "at weight {0}, ceiling {1}, with {2} metrics")
    @CsvSource({
        ".01, .05, 1",
        ".1, .05, 1",
        ".3, .05, 1",
        ".5, .05, 1",
        ".9, .05, 1",
        "1, .05, 1",
        ".3, .05, 5",
        ".5, .05, 5",
        ".5, .1, 5",
        ".3, .2, 1",
        ".5, .3, 1"
    })
    void tenRequestsThatAllFailAreEnoughAtTheFirstLook(double weight, double ceiling, int metrics) {
        List<String> names = new ArrayList<>(List.of("server-errors"));
        for (int i = 1; i < metrics; i++) {
            names.add("metric-" + i);
        }
        for (String name : names) {
            MetricRule rule = new MetricRule(
                    name, 1, ceiling, 50, false, ErrorBudget.share(0.01, names).get(name));
            long stable = Math.round(10 * (1 - weight) / weight);
            Tick tick = new Tick(new Counts(10, 10), new Counts(stable, 0));

            assertEquals(
                    Verdict.FAIL, Judge.judge(rule, after(List.of(tick), rule)).verdict(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 49})
    void tooFewEventsInTheStepDoNotPassHoweverManyThereWereBefore(long events) {
        Evidence enough = after(List.of(new Tick(new Counts(10_000, 10), new Counts(20_000, 20))), RULE);
        Evidence next = enough.startStep().plus(Sample.of(new Tick(new Counts(events, 0), new Counts(90, 0))), RULE);

        assertEquals(Verdict.PASS, verdict(enough));
        assertEquals(Reason.TooFewEvents, Judge.judge(RULE, next).reason());
    }

    @Test
    void aVersionThatBreaksOnlyAtFullTrafficIsCaughtThoughItWasCleanBefore() {
        Evidence clean = after(List.of(new Tick(new Counts(2_400, 3), new Counts(3_600, 4))), RULE)
                .startStep()
                .startStep();
        Evidence broken = clean.plus(Sample.of(new Tick(new Counts(10, 10), Counts.NONE)), RULE);

        assertNotEquals(Verdict.FAIL, verdict(clean));
        assertEquals(Reason.AboveCeiling, Judge.judge(RULE, broken).reason());
    }

    @Test
    void aCanaryNoWorseThanTheAcceptedRatioIsNotFailedForBeingWorse() {
        MetricRule twice = new MetricRule("slow-requests", 2, 1, 50, false, RULE.alpha());
        Tick tick = new Tick(new Counts(10_000, 400), new Counts(10_000, 200));

        assertEquals(
                Verdict.PASS, Judge.judge(twice, after(List.of(tick), twice)).verdict());
        assertEquals(Verdict.FAIL, Judge.judge(RULE, after(List.of(tick), RULE)).verdict());
    }

    private static void assertClose(Evidence a, Evidence b) {
        assertEquals(a.canary(), b.canary());
        assertEquals(a.stable(), b.stable());
        assertEquals(a.ratio().logOdds(), b.ratio().logOdds(), precision(a));
        assertEquals(a.canaryCeiling().logOdds(), b.canaryCeiling().logOdds(), precision(a));
    }

    /** The odds are sums of large terms that cancel: equal up to what a double can hold of those. */
    private static double precision(Evidence evidence) {
        return 1e-9 + 1e-13 * (evidence.canary().total() + evidence.stable().bad());
    }
}
