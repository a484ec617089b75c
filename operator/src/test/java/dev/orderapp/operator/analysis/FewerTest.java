package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.contract.VerdictReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good events per event, of which a canary must not have fewer: loss that makes no error. */
class FewerTest {
    static final MetricRule RULE = MetricRule.fewer(
            "orders-per-visit",
            1,
            50,
            Duration.ZERO,
            JudgingMethod.ordersPerVisit().alpha());

    private static final double WEIGHT = 0.3;
    private static final Counts PAST = good(14_000, 36_000);

    private static Counts good(long good, long total) {
        return new Counts(total, total - good);
    }

    private static EventDelta delta(long canaryGood, long canary, long stableGood, long stable) {
        return new EventDelta(good(canaryGood, canary), good(stableGood, stable));
    }

    private static Evidence knowing(Counts past) {
        return Evidence.none().plus(Sample.missing("counting begins").withStableBefore(past), RULE, WEIGHT);
    }

    private static Judgement judged(Evidence evidence) {
        return Judge.judge(RULE, evidence);
    }

    /** Seven minutes of 10 visits/s, which strangers add to. */
    @ParameterizedTest(name = "{4}: {0} of {1} beside {2} of {3}")
    @CsvSource({
        "504, 1260, 1176,  2940, NotWorse, equally good",
        "700, 1260, 1176,  2940, NotWorse, better",
        "  0, 1260, 1176,  2940, WorseThanStable, its order button does nothing",
        "378, 1260, 1176,  2940, WorseThanStable, a quarter fewer",
        "504, 9260, 1176,  2940, ComparisonUnsound, visits without an order take no good release back",
        "  0, 1260, 1176, 900000, ComparisonUnsound, nor do they hide a bad one among stable's",
        "  0,    0, 1176,  2940, ComparisonUnsound, nobody comes as far as a visit",
        "504, 1260, 4176,  5940, WorseThanStable, orders on stable do: they must be dear",
    })
    void aVersionThatSellsLessFailsAndInventedVisitsDecideNothing(
            long canaryGood, long canary, long stableGood, long stable, VerdictReason expected, String name) {
        Evidence evidence = knowing(PAST).plus(Sample.of(delta(canaryGood, canary, stableGood, stable)), RULE, WEIGHT);

        assertEquals(expected, judged(evidence).reason(), name);
    }

    @ParameterizedTest(name = "canary {0} of {1}, stable {2} of {3}")
    @CsvSource(delimiter = '|', textBlock = """
            3 | 210 | 190 |  480 | orders-per-visit: canary 3 of 210 (1.4 %), stable 190 of 480 (39.6 %); odds above 1,000,000:1 that it has fewer
            81 | 210 | 190 |  480 | orders-per-visit: canary 81 of 210 (38.6 %), stable 190 of 480 (39.6 %); not credibly fewer (odds 1:9.2)
            81 | 910 | 190 |  480 | orders-per-visit: canary 81 of 910 (8.9 %), stable 190 of 480 (39.6 %); odds above 1,000,000:1 that it has fewer for its part of the events, but not for its part of the visitors: more events come to it than its visitors make
            0 | 210 | 190 | 9480 | orders-per-visit: canary 0 of 210 (0 %), stable 190 of 9,480 (2 %); odds above 1,000,000:1 that stable itself has fewer than stable had before this release, 14,000 of 36,000 (38.9 %), so that comparing with it proves nothing
            9 | 210 |  20 |  480 | orders-per-visit: canary 9 of 210 (4.3 %), stable 20 of 480 (4.2 %); odds above 1,000,000:1 that stable itself has fewer than stable had before this release, 14,000 of 36,000 (38.9 %), so that comparing with it proves nothing
            """)
    void saysWhatItSawInGoodEvents(long canaryGood, long canary, long stableGood, long stable, String sentence) {
        Evidence evidence = knowing(PAST).plus(Sample.of(delta(canaryGood, canary, stableGood, stable)), RULE, WEIGHT);

        assertEquals(sentence, judged(evidence).sentence());
    }

    /** What stable was before is no second witness here: visits that bring nothing, which cost the least, would make it speak. */
    @Test
    void saysThatAWitnessIsMissingWhereVisitsAloneSpeakAgainstTheCanary() {
        MetricRule first = MetricRule.fewer(RULE.name(), 1, 50, Duration.ZERO, new Alpha(1e-3, 1e-3));
        EventDelta diluted = delta(84, 380, 190, 480);
        Evidence evidence = Evidence.none().plus(Sample.of(diluted), first, WEIGHT);

        assertEquals(
                "orders-per-visit: canary 84 of 380 (22.1 %), stable 190 of 480 (39.6 %); fewer for its part of the events (odds 6,600:1), but a second witness is missing: it has not for its part of the visitors (odds 1:12, 1,500:1 are needed)",
                Judge.judge(first, evidence).sentence());
    }

    @Test
    void saysSoWhereTheCanaryMayHaveFewer() {
        MetricRule lenient = MetricRule.fewer("orders-per-visit", 1.5, 50, Duration.ZERO, RULE.alpha());
        Evidence fewer = Evidence.none().plus(Sample.of(delta(81, 300, 190, 480)), lenient, WEIGHT);
        Evidence none = Evidence.none().plus(Sample.of(delta(0, 300, 190, 480)), lenient, WEIGHT);

        assertEquals(VerdictReason.NotWorse, Judge.judge(lenient, fewer).reason());
        assertTrue(
                Judge.judge(lenient, none).sentence().endsWith("that it has more than 1.5 times fewer"),
                Judge.judge(lenient, none).sentence());
    }

    @Test
    void isAboveNoCeilingHoweverFewThereAre() {
        Evidence evidence = Evidence.none().plus(Sample.of(delta(0, 1_000_000, 0, 0)), RULE, 1);

        assertEquals(VerdictReason.NotWorse, judged(evidence).reason());
    }

    @Test
    void moreGoodEventsOfTheCanaryAreNeverWorse() {
        RandomInputs.forAll(1_000, random -> {
            EventDelta delta = random.delta();
            Counts canary = delta.canary();
            Counts better = new Counts(canary.total(), random.below(canary.bad() + 1));
            double before = odds(delta);
            double after = odds(new EventDelta(better, delta.stable()));

            assertTrue(
                    after
                            <= before
                                    + 1e-12
                                            * (1
                                                    + canary.total()
                                                    + delta.stable().total()),
                    () -> before + " became " + after);
        });
    }

    private static double odds(EventDelta delta) {
        return Evidence.none().plus(Sample.of(delta), RULE, WEIGHT).ratio().logOdds();
    }

    @Test
    void byWeightNoEventCountsThatIsNotGood() {
        RandomInputs.forAll(500, random -> {
            Counts canary = random.counts();
            Counts more = good(canary.good(), Math.min(Counts.MAX, canary.total() + random.below(1_000_000)));
            double weight = random.between(0.01, 0.99);

            for (Counts stable : List.of(good(1, 1), good(1, 2 + random.below(1_000)))) {
                assertEquals(
                        Evidence.none()
                                .plus(Sample.of(new EventDelta(canary, good(1, 1))), RULE, weight)
                                .byWeight(),
                        Evidence.none()
                                .plus(Sample.of(new EventDelta(more, stable)), RULE, weight)
                                .byWeight());
            }
        });
    }

    @Test
    void aSideWithoutEventsSaysNothingByEvents() {
        RandomInputs.forAll(500, random -> {
            Counts some = random.counts();
            for (EventDelta delta : List.of(new EventDelta(some, Counts.NONE), new EventDelta(Counts.NONE, some))) {
                double odds = Evidence.none()
                        .plus(Sample.of(delta), RULE, WEIGHT)
                        .ratio()
                        .logOdds();
                assertEquals(0, odds, 1e-12 * (1 + some.total()));
            }
        });
    }

    @Test
    void aPastWithFewGoodEventsSaysNothing() {
        assertEquals(1, StablePastOdds.limit(Counts.NONE, RULE));
        assertEquals(1, StablePastOdds.limit(good(10, 25), RULE));
        assertEquals(0.87, StablePastOdds.limit(PAST, RULE), 0.01);
    }
}
