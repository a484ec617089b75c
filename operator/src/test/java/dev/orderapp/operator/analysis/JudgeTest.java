package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    static final MetricRule RULE = new MetricRule(
            "server-errors",
            1,
            0.05,
            50,
            false,
            ErrorBudget.share(0.01, List.of("server-errors")).get("server-errors"));

    @ParameterizedTest(name = "canary {0} of {1}, stable {2} of {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            31 |  412 |   4 |   960 | WorseThanStable | server-errors: canary 31 of 412 (7.5 %), stable 4 of 960 (0.4 %); odds above 1,000,000:1 that it is worse
             10 |  180 |   2 |   420 | WorseThanStable | server-errors: canary 10 of 180 (5.6 %), stable 2 of 420 (0.5 %); odds 530:1 that it is worse
            60 |  300 |   0 |     0 | AboveCeiling    | server-errors: canary 60 of 300 (20 %), stable 0 of 0; odds above 1,000,000:1 that it is above the ceiling of 5 %
            90 |  300 | 210 |   700 | SharedOutage    | server-errors: canary 90 of 300 (30 %), stable 210 of 700 (30 %); odds above 1,000,000:1 that it is above the ceiling of 5 %, and so is stable
             1 |   49 |   0 |   120 | TooFewEvents    | server-errors: canary 1 of 49 (2 %), stable 0 of 120 (0 %); 49 of the 50 events that this step needs
             0 |    0 |   0 |   120 | TooFewEvents    | server-errors: canary 0 of 0, stable 0 of 120 (0 %); 0 of the 50 events that this step needs
             2 |  412 |   4 |   960 | NotWorse        | server-errors: canary 2 of 412 (0.5 %), stable 4 of 960 (0.4 %); not credibly worse (odds 1:2.1)
             1 | 5000 |   2 | 11000 | NotWorse        | server-errors: canary 1 of 5,000 (0.02 %), stable 2 of 11,000 (0.018 %); not credibly worse (odds 1:1.7)
            """)
    void saysWhatItSawAndWhatFollows(
            long canaryBad, long canaryTotal, long stableBad, long stableTotal, VerdictReason reason, String sentence) {
        EventDelta delta = new EventDelta(new Counts(canaryTotal, canaryBad), new Counts(stableTotal, stableBad));

        Judgement judgement = Judge.judge(RULE, Evidence.none().plus(Sample.of(delta), RULE));

        assertAll(() -> assertEquals(reason, judgement.reason()), () -> assertEquals(sentence, judgement.sentence()));
    }

    @Test
    void aStepThatHasSeenEnoughStillNeedsDataInItsLastMeasurement() {
        EventDelta enough = new EventDelta(new Counts(412, 2), new Counts(960, 4));
        Evidence seen = Evidence.none().plus(Sample.of(enough), RULE);

        Judgement judgement = Judge.judge(RULE, seen.plus(Sample.missing("its page did not arrive"), RULE));

        assertAll(
                () -> assertEquals(VerdictReason.NoData, judgement.reason()),
                () -> assertEquals(Verdict.INCONCLUSIVE, judgement.verdict()),
                () -> assertEquals(
                        VerdictReason.NotWorse, Judge.judge(RULE, seen).reason()));
    }

    @ParameterizedTest(name = "after {0} slow measurements")
    @CsvSource(delimiter = '|', textBlock = """
             3 | slow-requests: canary 15 of 45 (33.3 %), stable 0 of 105 (0 %); not credibly more than 1.5 times worse, bursts counted once (odds 2.7:1)
            40 | slow-requests: canary 200 of 600 (33.3 %), stable 0 of 1,400 (0 %); odds above 1,000,000:1 that it is more than 1.5 times worse, bursts counted once
            """)
    void saysWhereManyEventsCountAsOne(int measurements, String sentence) {
        MetricRule rule = new MetricRule("slow-requests", 1.5, 0.25, 0, true, RULE.alpha());
        EventDelta delta = new EventDelta(new Counts(15, 5), new Counts(35, 0));
        Evidence evidence = Evidence.none();
        for (int i = 0; i < measurements; i++) {
            evidence = evidence.plus(Sample.of(delta), rule);
        }

        assertEquals(sentence, Judge.judge(rule, evidence).sentence());
    }

    @ParameterizedTest(name = "stable {0} of {1} in this step: {2}")
    @CsvSource({"0, 35, AboveCeiling", "1, 35, AboveCeiling", "11, 35, SharedOutage", "0, 0, AboveCeiling"})
    void anOutageIsSharedIfStableIsAboveTheCeilingInThisStepToo(long bad, long total, VerdictReason expected) {
        MetricRule lenient = new MetricRule("server-errors", 1e6, 0.05, 50, false, RULE.alpha());
        Evidence before = Evidence.none()
                .plus(Sample.of(new EventDelta(new Counts(300, 1), new Counts(700, 70))), lenient)
                .startStep();

        Evidence now = before.plus(Sample.of(new EventDelta(new Counts(30, 30), new Counts(total, bad))), lenient);

        assertEquals(expected, Judge.judge(lenient, now).reason());
    }

    /** A canary of which every request fails, while a stable version with few visitors has bad luck. */
    @ParameterizedTest(name = "canary {0} of {0}, stable {1} of {2}: {3}")
    @CsvSource({
        "7, 0, 3, AboveCeiling",
        "7, 1, 1, AboveCeiling",
        "7, 1, 7, AboveCeiling",
        "20, 1, 5, AboveCeiling",
        "100, 2, 10, AboveCeiling",
        "7, 3, 3, SharedOutage",
        "20, 5, 5, SharedOutage"
    })
    void aStrayErrorOfStableDoesNotExcuseACanaryThatIsBroken(
            long canary, long bad, long total, VerdictReason expected) {
        MetricRule rule = new MetricRule("server-errors", 1, 0.05, 50, false, new Alpha(1e-9, 0.005));
        EventDelta delta = new EventDelta(new Counts(canary, canary), new Counts(total, bad));

        assertEquals(
                expected,
                Judge.judge(rule, Evidence.none().plus(Sample.of(delta), rule)).reason());
    }
}
