package dev.orderapp.operator.analysis;

import static dev.orderapp.operator.analysis.JudgeTest.RULE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Concentration.Source;
import dev.orderapp.operator.analysis.Concentration.Version;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stranger can and can't make of a comparison, by requests to a side of their choice. */
class PoisonedComparisonTest {
    private static final MetricRule ONCE = new MetricRule("slow-requests", 1.5, 0.25, 50, true, RULE.alpha());
    private static final Counts PAST = new Counts(36_000, 180);
    private static final EventDelta HONEST = delta(1_800, 9, 4_200, 21);
    private static final double WEIGHT = 0.3;

    private static EventDelta delta(long canary, long canaryBad, long stable, long stableBad) {
        return new EventDelta(new Counts(canary, canaryBad), new Counts(stable, stableBad));
    }

    private static Evidence knowing(Counts past) {
        Sample first = Sample.missing("counting begins with this measurement").withStableBefore(past);
        return Evidence.none().plus(first, RULE, WEIGHT);
    }

    private static Evidence after(Evidence before, int measurements, EventDelta delta, MetricRule rule) {
        Evidence evidence = before;
        for (int i = 0; i < measurements; i++) {
            evidence = evidence.plus(Sample.of(delta), rule, WEIGHT);
        }
        return evidence;
    }

    private static VerdictReason reason(Evidence evidence) {
        return Judge.judge(RULE, evidence).reason();
    }

    /** Ten minutes at 10 requests/s, the attack on one side of them. */
    @ParameterizedTest(name = "{4}: {0} of {1} beside {2} of {3}")
    @CsvSource({
        "  9,   1800,  21,   4200, NotWorse, no attack",
        "  9,   1800,  21,  64200, ComparisonUnsound, successes to stable take no good release back",
        " 72,  61800,  21,   4200, ComparisonUnsound, successes to the canary promote no bad one",
        " 72,   1800,  21,  64200, WorseThanStable, nor do those to stable",
        " 72,   1800, 168,   4200, ComparisonUnsound, failures at stable promote no bad one",
        "  9,   1800, 168,   4200, ComparisonUnsound, nor prove anything of a good one",
        " 72,   1800, 500,  64200, WorseThanStable, nor do failures among successes",
        "900,   1800, 2100,  4200, SharedOutage, above the ceiling it goes whatever stable does",
    })
    void aClientThatChoosesItsSideDecidesNothing(
            long canaryBad, long canary, long stableBad, long stable, VerdictReason expected, String name) {
        Evidence evidence = after(knowing(PAST), 1, delta(canary, canaryBad, stable, stableBad), RULE);

        assertEquals(expected, reason(evidence), name);
    }

    @Test
    void anUnsoundComparisonLastsNoLongerThanItsCause() {
        Evidence poisoned = after(knowing(PAST), 1, delta(90, 0, 210, 30), RULE);
        Evidence later = after(poisoned, 1, HONEST, RULE);

        assertEquals(VerdictReason.ComparisonUnsound, reason(poisoned));
        assertEquals(VerdictReason.NotWorse, reason(later));
        assertEquals(VerdictReason.NotWorse, reason(after(poisoned.startStep(), 1, HONEST, RULE)));
    }

    @Test
    void anUnsoundComparisonGoesBeforeMissingDataWhichSomeReleasesPassOn() {
        Evidence poisoned = after(knowing(PAST), 1, delta(20, 0, 210, 60), RULE);
        Judgement silent = Judge.judge(RULE, poisoned.plus(Sample.missing("connection refused"), RULE, WEIGHT));

        assertTrue(silent.isUnsound());
        assertEquals(Verdict.INCONCLUSIVE, silent.verdict());
    }

    @Test
    void aPastThatComesToBeKnownOnceTheCanaryHasVisitorsIsNone() {
        Sample late = Sample.of(EventDelta.NONE).withStableBefore(new Counts(1_000_000, 500_000));

        Evidence known = after(knowing(PAST), 1, HONEST, RULE).plus(late, RULE, WEIGHT);
        Evidence unknown = after(Evidence.none(), 1, HONEST, RULE).plus(late, RULE, WEIGHT);

        assertEquals(PAST, known.past().before());
        assertEquals(Counts.NONE, unknown.past().before());
    }

    @Test
    void withoutAPastNothingIsHeldAgainstIt() {
        assertEquals(VerdictReason.NotWorse, reason(after(Evidence.none(), 1, delta(1_800, 80, 4_200, 180), RULE)));
        assertEquals(1, StablePastOdds.limit(Counts.NONE, RULE));
        assertEquals(1, StablePastOdds.limit(new Counts(20, 0), RULE));
    }

    @Test
    void theLimitDrawnFromThePastIsAboveItByAMargin() {
        RandomInputs.forAll(500, random -> {
            Counts past = random.counts();
            double limit = StablePastOdds.limit(past, RULE);

            assertTrue(
                    limit >= Math.min(1, 3 * past.share()) && limit >= 0.01 && limit <= 1, () -> past + ": " + limit);
        });
    }

    /** A caller inside the cluster asks the stable Service, past the router: the events are not split as the visitors are. */
    @Test
    void whereTheWeightDoesNotHoldStablesPastIsTheSecondWitness() {
        assertEquals(VerdictReason.WorseThanStable, reason(after(knowing(PAST), 1, delta(600, 30, 36_000, 180), RULE)));
    }

    @Test
    void slowRequestsByWeightLeaveNoRoomForSuccessesEither() {
        EventDelta good = delta(15, 1, 35, 2);
        EventDelta dilutedStable = delta(15, 1, 500, 2);

        assertNotEquals(
                Verdict.FAIL,
                Judge.judge(ONCE, after(Evidence.none(), 200, dilutedStable, ONCE))
                        .verdict());
        assertEquals(
                VerdictReason.NotWorse,
                Judge.judge(ONCE, after(Evidence.none(), 200, good, ONCE)).reason());
        assertEquals(
                VerdictReason.WorseThanStable,
                Judge.judge(ONCE, after(Evidence.none(), 40, delta(15, 5, 35, 0), ONCE))
                        .reason());
    }

    @Test
    void byWeightNoSuccessCounts() {
        RandomInputs.forAll(500, random -> {
            Counts canary = random.counts();
            Counts stable = new Counts(1 + random.below(1_000), 0);
            EventDelta one = new EventDelta(canary, stable);
            EventDelta other = new EventDelta(
                    new Counts(canary.bad() + random.below(1_000_000), canary.bad()),
                    new Counts(stable.total() + random.below(1_000_000), 0));
            double weight = random.between(0.01, 0.99);

            assertEquals(
                    Evidence.none().plus(Sample.of(one), RULE, weight).byWeight(),
                    Evidence.none().plus(Sample.of(other), RULE, weight).byWeight());
        });
    }

    @ParameterizedTest(name = "at weight {0}")
    @CsvSource({"0", "1"})
    void whereOneSideIsMeantToGetNoVisitorsItsStragglersProveNothing(double weight) {
        RandomInputs.forAll(200, random -> {
            Evidence before = after(Evidence.none(), 1, random.delta(), RULE);

            assertEquals(
                    before.byWeight(),
                    before.plus(Sample.of(random.delta()), RULE, weight).byWeight());
        });
    }

    /** The last step gives stable no visitors: requests that come there all the same are sent to be counted. */
    @Test
    void whatIsSentToStableOnceItHasNoVisitorsChangesNothing() {
        Evidence before = after(knowing(PAST), 1, HONEST, RULE).startStep();
        EventDelta good = delta(600, 3, 100_000, 0);
        EventDelta bad = delta(600, 300, 500, 500);

        assertEquals(VerdictReason.NotWorse, reason(before.plus(Sample.of(good), RULE, 1)));
        assertEquals(VerdictReason.NotWorse, reason(before.plus(Sample.of(delta(600, 3, 500, 500)), RULE, 1)));
        assertEquals(VerdictReason.AboveCeiling, reason(before.plus(Sample.of(bad), RULE, 1)));
    }

    @Test
    void saysWhyAComparisonIsUnsound() {
        assertEquals(
                "server-errors: canary 72 of 1,800 (4 %), stable 168 of 4,200 (4 %); odds above 1,000,000:1 that stable itself fails more"
                        + " than stable was before this release, 180 of 36,000 (0.5 %), so that comparing with it proves nothing",
                Judge.judge(RULE, after(knowing(PAST), 1, delta(1_800, 72, 4_200, 168), RULE))
                        .sentence());
    }

    /** Too few successes on stable to hold the step, but enough to make the canary look worse beside it. */
    @Test
    void saysWhichWitnessIsMissingWhereOneAloneSpeaksAgainstTheCanary() {
        Evidence evidence = after(knowing(PAST), 1, delta(1_800, 10, 6_600, 5), RULE);
        Judgement judgement = Judge.judge(RULE, evidence);

        assertEquals(VerdictReason.NotWorse, judgement.reason());
        assertEquals(
                "server-errors: canary 10 of 1,800 (0.6 %), stable 5 of 6,600 (0.1 %); worse for its part of the events (odds 360:1), but a second"
                        + " witness is missing: it is not for its part of the visitors (odds 28:1, 300:1 are needed), and not beside what stable was"
                        + " before this release (odds 1:20, 200:1 are needed)",
                judgement.sentence());
    }

    @Test
    void saysFromHowFewTheFailuresCome() {
        Sample sample = Sample.of(delta(1_800, 9, 4_200, 168))
                .withConcentrations(List.of(
                        new Concentration(Version.STABLE, Source.NETWORK, 160, 168),
                        new Concentration(Version.STABLE, Source.REQUEST, 83, 168),
                        new Concentration(Version.CANARY, Source.NETWORK, 9, 9)));
        Evidence evidence = knowing(PAST).plus(sample, RULE, WEIGHT);
        String expected = "; 160 of the last 168 failures on stable come from one network";

        assertTrue(Judge.judge(RULE, evidence).sentence().endsWith(expected));
        assertTrue(Judge.judge(RULE, after(evidence.startStep(), 1, HONEST, RULE))
                .sentence()
                .endsWith(expected));
    }
}
