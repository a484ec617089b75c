package dev.orderapp.operator.analysis;

import static dev.orderapp.operator.analysis.JudgeTest.RULE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every release, whatever it counts. */
class JudgePropertiesTest {
    private static final MetricRule ONCE = new MetricRule("slow-requests", 1.5, 0.25, 50, true, RULE.alpha());

    private static Evidence after(Iterable<EventDelta> deltas, MetricRule rule) {
        Evidence evidence = Evidence.none();
        for (EventDelta delta : deltas) {
            evidence = evidence.plus(Sample.of(delta), rule);
        }
        return evidence;
    }

    private static Verdict verdict(Evidence evidence) {
        return Judge.judge(RULE, evidence).verdict();
    }

    private static List<EventDelta> deltas(RandomInputs random) {
        List<EventDelta> deltas = new ArrayList<>();
        for (long left = random.below(20); left >= 0; left--) {
            deltas.add(random.delta());
        }
        return deltas;
    }

    @Test
    void staysFiniteUpToTrillionsOfEvents() {
        RandomInputs.forAll(2_000, random -> {
            MetricRule rule = new MetricRule(
                    "server-errors",
                    Math.pow(10, random.between(-3, 6)),
                    random.chance(0.1) ? 1 : Math.pow(10, random.between(-6, 0)),
                    50,
                    random.chance(0.5),
                    RULE.alpha());
            Sample first = Sample.of(EventDelta.NONE).withStableBefore(random.counts());
            Evidence evidence = Evidence.none().plus(first, rule, random.between(0, 1));
            for (EventDelta delta : deltas(random)) {
                evidence = evidence.plus(Sample.of(delta), rule, random.between(0, 1));
            }
            evidence = evidence.startStep().plus(Sample.of(random.delta()), rule, random.between(0, 1));

            for (EProcess odds : List.of(
                    evidence.ratio(),
                    evidence.byWeight(),
                    evidence.canaryCeiling(),
                    evidence.past().stable(),
                    evidence.past().canary())) {
                assertTrue(Double.isFinite(odds.logOdds()) && odds.peak() >= odds.logOdds(), () -> "" + odds);
            }
            assertTrue(Judge.judge(rule, evidence).sentence().startsWith("server-errors: canary "));
        });
    }

    /** What a release may ask for and a page may show, at the ends of their ranges and beyond. */
    @Test
    void noNumberMakesItFail() {
        double[] ratios = {1, 1.0000000000000002, 1e6, 2e6, 1e308, Double.MAX_VALUE};
        double[] ceilings = {1e-6, 0.05, 0.999999, Math.nextDown(1.0), 1};
        long[] minimums = {0, 1, 1_000_000, Integer.MAX_VALUE, Long.MAX_VALUE};
        double[] falseAlarms = {1e-6, 0.01, 0.2, 0.999999};
        long[] totals = {0, 1, 2, 1_000, Integer.MAX_VALUE, Counts.MAX - 1, Counts.MAX};
        RandomInputs.forAll(1_000, random -> {
            List<String> names = new ArrayList<>();
            for (long i = random.below(20); i >= 0; i--) {
                names.add(i == 0 ? "server-errors" : "metric-" + i);
            }
            Alpha alpha = ErrorBudget.share(falseAlarms[(int) random.below(4)], names)
                    .get(names.get((int) random.below(names.size())));
            MetricRule rule = new MetricRule(
                    "server-errors",
                    ratios[(int) random.below(ratios.length)],
                    ceilings[(int) random.below(ceilings.length)],
                    minimums[(int) random.below(minimums.length)],
                    random.chance(0.5),
                    alpha);
            Evidence evidence = Evidence.none();
            for (long measurement = random.below(30); measurement >= 0; measurement--) {
                EventDelta delta = new EventDelta(extreme(totals, random), extreme(totals, random));
                evidence = evidence.plus(random.chance(0.1) ? Sample.missing("gone") : Sample.of(delta), rule);
                evidence = random.chance(0.2) ? evidence.startStep() : evidence;
            }

            Judgement judgement = Judge.judge(rule, evidence);

            assertTrue(Double.isFinite(judgement.logOdds()), judgement::toString);
            assertTrue(
                    rule.ceiling() < 1
                            || judgement.reason() != VerdictReason.AboveCeiling
                                    && judgement.reason() != VerdictReason.SharedOutage,
                    judgement::toString);
        });
    }

    private static Counts extreme(long[] totals, RandomInputs random) {
        long total = totals[(int) random.below(totals.length)];
        return new Counts(total, random.chance(0.3) ? total : random.chance(0.5) ? 0 : random.below(total + 1));
    }

    @Test
    void countsStopAtTheirLimitInsteadOfOverflowing() {
        Counts full = new Counts(Counts.MAX, Counts.MAX);

        assertEquals(full, full.plus(full));
        assertEquals(
                Verdict.FAIL,
                verdict(after(Collections.nCopies(5, new EventDelta(full, new Counts(Counts.MAX, 0))), RULE)));
    }

    @Test
    void aFailureIsNotRolledBackByWhateverComesLater() {
        RandomInputs.forAll(500, random -> {
            Evidence failed = after(List.of(new EventDelta(new Counts(40, 30), new Counts(100, 0))), RULE);
            Evidence later = failed;
            for (EventDelta delta : deltas(random)) {
                later = later.plus(random.chance(0.2) ? Sample.missing("gone") : Sample.of(delta), RULE);
                later = random.chance(0.2) ? later.startStep() : later;
            }

            assertEquals(Verdict.FAIL, verdict(failed));
            assertEquals(Verdict.FAIL, verdict(later));
        });
    }

    @Test
    void noDataNeitherFailsNorPasses() {
        RandomInputs.forAll(500, random -> {
            Evidence evidence = after(deltas(random), RULE);
            Verdict before = verdict(evidence);
            Evidence silent = evidence.plus(Sample.missing("connection refused"), RULE);

            assertEquals(before == Verdict.FAIL ? Verdict.FAIL : Verdict.INCONCLUSIVE, verdict(silent));
            assertEquals(evidence.ratio(), silent.ratio());
            assertEquals(evidence.canaryCeiling(), silent.canaryCeiling());
            assertEquals(evidence.byWeight(), silent.byWeight());
            assertEquals(evidence.past(), silent.past());
        });
        assertEquals(Verdict.INCONCLUSIVE, verdict(Evidence.none()));
    }

    @Test
    void anIntervalWithoutRequestsChangesNothing() {
        RandomInputs.forAll(500, random -> {
            Evidence evidence = after(deltas(random), RULE);

            assertEquals(evidence, evidence.plus(Sample.of(EventDelta.NONE), RULE));
        });
    }

    @Test
    void theOrderOfLooksChangesNoOdds() {
        RandomInputs.forAll(500, random -> {
            List<EventDelta> deltas = deltas(random);
            List<EventDelta> shuffled = new ArrayList<>(deltas);
            Collections.shuffle(shuffled, new Random(1));

            assertClose(after(deltas, RULE), after(shuffled, RULE));
            assertClose(after(deltas, ONCE), after(shuffled, ONCE));
        });
    }

    /** A restarted operator knows the stored totals and nothing else. */
    @Test
    void goesOnFromTheStoredTotalsAsIfNothingHadHappened() {
        RandomInputs.forAll(500, random -> {
            MetricRule rule = random.chance(0.5) ? RULE : ONCE;
            Sample first = Sample.of(EventDelta.NONE).withStableBefore(random.counts());
            Evidence before = Evidence.none().plus(first, rule, 0.3);
            for (EventDelta delta : deltas(random)) {
                before = before.plus(Sample.of(delta), rule, 0.3);
            }
            StablePast past = before.past();
            Evidence restored = new Evidence(
                    before.canary(),
                    before.stable(),
                    before.step(),
                    before.complete(),
                    stored(before.ratio()),
                    stored(before.byWeight()),
                    stored(before.canaryCeiling()),
                    new StablePast(past.before(), stored(past.stable()), stored(past.canary())),
                    before.concentrations());
            Sample next = Sample.of(random.delta());

            assertEquals(before.plus(next, rule, 0.5), restored.plus(next, rule, 0.5));
        });
    }

    private static EProcess stored(EProcess odds) {
        return new EProcess(odds.logs(), odds.steps(), odds.peak());
    }

    /** What happened while no operator ran is lost on both sides alike: that is no evidence, and certainly none against the canary. */
    @Test
    void aLookThatWasLostOverARestartLeavesTheOddsAsTheyWere() {
        RandomInputs.forAll(500, random -> {
            List<EventDelta> deltas = deltas(random);
            Evidence with = Evidence.none();
            for (EventDelta delta : deltas) {
                with = with.plus(Sample.of(delta), RULE).plus(Sample.of(EventDelta.NONE), RULE);
            }

            assertEquals(after(deltas, RULE), with);
        });
    }

    @Test
    void howManyRequestsABurstHitsDoesNotMatterIfItCountsOnce() {
        RandomInputs.forAll(500, random -> {
            long scale = 1 + random.below(1_000);
            long canaryBad = random.below(30);
            long stableBad = random.below(70);
            EventDelta small = new EventDelta(new Counts(30, canaryBad), new Counts(70, stableBad));
            EventDelta large = new EventDelta(
                    new Counts(30 * scale, canaryBad * scale), new Counts(70 * scale, stableBad * scale));

            assertEquals(
                    after(List.of(small), ONCE).ratio().logOdds(),
                    after(List.of(large), ONCE).ratio().logOdds(),
                    1e-9);
        });
    }

    @Test
    void aLookInWhichOneSideHadNoEventsComparesNothing() {
        RandomInputs.forAll(500, random -> {
            Evidence before = after(deltas(random), ONCE);
            Counts some = random.counts();
            for (EventDelta delta : List.of(new EventDelta(some, Counts.NONE), new EventDelta(Counts.NONE, some))) {
                assertEquals(
                        before.ratio().logs(),
                        before.plus(Sample.of(delta), ONCE).ratio().logs());
            }
        });
    }

    @Test
    void oneBurstAloneTakesNothingBack() {
        for (long requests = 1; requests <= 1_000_000; requests *= 10) {
            EventDelta stall = new EventDelta(new Counts(requests, requests), new Counts(requests, 0));

            assertNotEquals(
                    Verdict.FAIL,
                    Judge.judge(ONCE, after(List.of(stall, stall), ONCE)).verdict());
        }
    }

    @Test
    void aMetricWhoseBurstsCountOnceIsStillFailedByManyBadLooks() {
        EventDelta slow = new EventDelta(new Counts(15, 5), new Counts(35, 0));

        assertEquals(
                VerdictReason.WorseThanStable,
                Judge.judge(ONCE, after(Collections.nCopies(30, slow), ONCE)).reason());
    }

    @Test
    void oddsThatAnotherVersionStoredNeitherThrowNorForgive() {
        Evidence stored = new Evidence(
                new Counts(412, 31),
                new Counts(960, 4),
                EventDelta.NONE,
                true,
                new EProcess(List.of(3.0, 12.0, 7.0), 1, 11.0),
                new EProcess(List.of(-90.0), 2, 0.5));
        Evidence next = stored.plus(Sample.of(new EventDelta(new Counts(15, 0), new Counts(35, 0))), RULE)
                .startStep();

        assertEquals(Verdict.FAIL, verdict(stored));
        assertEquals(VerdictReason.WorseThanStable, Judge.judge(RULE, next).reason());
        assertEquals(new Counts(427, 31), next.canary());
    }

    @Test
    void cuttingAnIntervalOfUnchangedTrafficChangesNoOdds() {
        RandomInputs.forAll(500, random -> {
            EventDelta part = new EventDelta(
                    random.events(300, random.between(0, 0.1)), random.events(700, random.between(0, 0.1)));
            int parts = 1 + (int) random.below(20);
            EventDelta whole = EventDelta.NONE;
            for (int i = 0; i < parts; i++) {
                whole = new EventDelta(
                        whole.canary().plus(part.canary()), whole.stable().plus(part.stable()));
            }

            assertClose(after(List.of(whole), RULE), after(Collections.nCopies(parts, part), RULE));
        });
    }

    @Test
    void moreBadEventsOfTheCanaryAreNeverBetter() {
        RandomInputs.forAll(1_000, random -> {
            EventDelta delta = random.delta();
            Counts canary = delta.canary();
            Counts worse = new Counts(canary.total(), canary.bad() + random.below(canary.good() + 1));
            Evidence before = after(List.of(delta), RULE);
            Evidence after = after(List.of(new EventDelta(worse, delta.stable())), RULE);

            assertTrue(after.ratio().logOdds() >= before.ratio().logOdds() - precision(after));
            assertTrue(after.canaryCeiling().logOdds() >= before.canaryCeiling().logOdds() - precision(after));

            Evidence beforeOnce = after(List.of(delta), ONCE);
            Evidence afterOnce = after(List.of(new EventDelta(worse, delta.stable())), ONCE);
            assertTrue(afterOnce.ratio().logOdds() >= beforeOnce.ratio().logOdds() - 1e-9
                    || canary.bad() + delta.stable().bad() == 0);
            assertTrue(afterOnce.canaryCeiling().logOdds()
                    >= beforeOnce.canaryCeiling().logOdds() - 1e-9);
        });
    }

    @Test
    void withoutTrafficToStableTheCeilingAloneDecides() {
        RandomInputs.forAll(500, random -> {
            Evidence before = after(deltas(random), RULE);
            Evidence after = before.plus(Sample.of(new EventDelta(random.counts(), Counts.NONE)), RULE);

            for (int i = 0; i < before.ratio().logs().size(); i++) {
                double scale = 1
                        + Math.abs(before.ratio().logs().get(i))
                        + after.canary().bad();
                assertEquals(before.ratio().logs().get(i), after.ratio().logs().get(i), scale * 1e-12);
            }
        });
        assertEquals(
                VerdictReason.AboveCeiling,
                Judge.judge(RULE, after(List.of(new EventDelta(new Counts(100, 20), Counts.NONE)), RULE))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server-errors, .05", "server-errors (Ingress), .05", "failed-orders, .1", "page-failures, .05"})
    void tenEventsThatAllFailAreEnoughAtAnyWeightBesideAllDefaultMetrics(String metric) {
        String name = metric.split(", ")[0];
        double ceiling = Double.parseDouble(metric.split(", ")[1]);
        Alpha alpha = ErrorBudget.share(0.01, JudgingMethod.DEFAULT_READINGS).get(name);
        MetricRule rule = new MetricRule(name, 1, ceiling, 50, false, alpha);
        for (int weight = 1; weight <= 100; weight++) {
            for (int events = 10; events <= 60; events++) {
                long stable = Math.round(events * (100.0 - weight) / weight);
                EventDelta delta = new EventDelta(new Counts(events, events), new Counts(stable, stable / 200));

                Judgement atOnce = Judge.judge(rule, after(List.of(delta), rule));

                assertEquals(Verdict.FAIL, atOnce.verdict(), name + " at weight " + weight);
            }
        }
    }

    /** The odds of a quiet release gather over measurements: five requests in each are ten after two. */
    @Test
    void tenEventsThatAllFailAreEnoughHoweverManyLooksTheyTook() {
        for (int weight = 1; weight <= 100; weight++) {
            long stable = Math.round(100.0 / weight - 1);
            EventDelta delta = new EventDelta(new Counts(1, 1), new Counts(stable, 0));

            assertEquals(Verdict.FAIL, verdict(after(Collections.nCopies(10, delta), RULE)), "weight " + weight);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 49})
    void tooFewEventsInTheStepDoNotPassHoweverManyThereWereBefore(long events) {
        Evidence enough = after(List.of(new EventDelta(new Counts(10_000, 10), new Counts(20_000, 20))), RULE);
        Evidence next =
                enough.startStep().plus(Sample.of(new EventDelta(new Counts(events, 0), new Counts(90, 0))), RULE);

        assertEquals(Verdict.PASS, verdict(enough));
        assertEquals(VerdictReason.TooFewEvents, Judge.judge(RULE, next).reason());
    }

    @Test
    void aVersionThatBreaksOnlyAtFullTrafficIsCaughtThoughItWasCleanBefore() {
        Evidence clean = after(List.of(new EventDelta(new Counts(2_400, 3), new Counts(3_600, 4))), RULE)
                .startStep()
                .startStep();
        Evidence broken = clean.plus(Sample.of(new EventDelta(new Counts(10, 10), Counts.NONE)), RULE);

        assertNotEquals(Verdict.FAIL, verdict(clean));
        assertEquals(VerdictReason.AboveCeiling, Judge.judge(RULE, broken).reason());
    }

    @Test
    void aCanaryNoWorseThanTheAcceptedRatioIsNotFailedForBeingWorse() {
        MetricRule twice = new MetricRule("slow-requests", 2, 1, 50, false, RULE.alpha());
        EventDelta delta = new EventDelta(new Counts(10_000, 400), new Counts(10_000, 200));

        assertEquals(
                Verdict.PASS, Judge.judge(twice, after(List.of(delta), twice)).verdict());
        assertEquals(
                Verdict.FAIL, Judge.judge(RULE, after(List.of(delta), RULE)).verdict());
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
