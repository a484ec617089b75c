package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.contract.VerdictReason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link JudgeBench} shows, with fewer runs: how often the judge errs, and how fast it is. */
class JudgeSimulationTest {
    private static final int RUNS = 200;

    static List<JudgingScenario> equallyGoodReleases() {
        return JudgingScenario.good();
    }

    static List<JudgingScenario> releasesWithFailingVisitors() {
        return JudgingScenario.failingVisitors();
    }

    static List<JudgingScenario> equallyGoodVisits() {
        return JudgingScenario.goodVisits();
    }

    static List<JudgingScenario> miscountedVisits() {
        return JudgingScenario.miscountedVisits();
    }

    static List<JudgingScenario> outages() {
        return JudgingScenario.outages();
    }

    @ParameterizedTest
    @MethodSource("equallyGoodReleases")
    void anEquallyGoodReleaseIsRolledBackInAtMostOneOfAHundred(JudgingScenario scenario) {
        SimulationResults outcomes = scenario.outcomes(RUNS);

        assertTrue(outcomes.share() <= 0.01, outcomes::toString);
    }

    @ParameterizedTest
    @MethodSource("equallyGoodVisits")
    void norIsOneOfWhichAsManyVisitsBringAnOrder(JudgingScenario scenario) {
        SimulationResults outcomes = scenario.outcomes(RUNS);

        assertTrue(outcomes.share() <= 0.01, outcomes::toString);
    }

    /** Why visits are counted at one age: of a canary that has just come only the short ones are over. */
    @ParameterizedTest
    @MethodSource("miscountedVisits")
    void visitsOfUnlikeAgesCondemnGoodReleases(JudgingScenario scenario) {
        SimulationResults outcomes = scenario.outcomes(RUNS);

        assertTrue(outcomes.share() > 0.01, outcomes::toString);
    }

    /** At 10 visits/s that are counted. */
    @ParameterizedTest(name = "{0} order against 40 %, weight {1}: {2} of them within {3} s")
    @CsvSource({"0, .3, 1, 30", "0, .5, 1, 30", ".3, .3, .9, 600", ".3, .5, .9, 600"})
    void aReleaseThatSellsLessIsRolledBackInTime(double canary, double weight, double caught, int late) {
        SimulationResults outcomes = SimulatedRelease.at(weight, () -> Traffic.independent(10, 0.6, 1 - canary))
                .outcomes(RUNS, JudgingMethod.COUNTED_VISITS);

        assertTrue(outcomes.shareBy(late) >= caught, outcomes::toString);
    }

    @ParameterizedTest
    @MethodSource("releasesWithFailingVisitors")
    void visitorsWhoFailInAllTheyDoAreNotTakenForABadRelease(JudgingScenario scenario) {
        SimulationResults outcomes = scenario.outcomes(RUNS);

        assertTrue(outcomes.share() <= 0.02, outcomes::toString);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void whatHitsBothVersionsIsNotHeldAgainstTheCanary(JudgingScenario scenario) {
        SimulationResults outcomes = scenario.outcomes(RUNS);

        assertTrue(outcomes.count(VerdictReason.SharedOutage) > 0.3 * RUNS, outcomes::toString);
        assertTrue(outcomes.share(VerdictReason.WorseThanStable) <= 0.01, outcomes::toString);
        assertTrue(outcomes.share(VerdictReason.AboveCeiling) <= 0.01, outcomes::toString);
    }

    @ParameterizedTest(name = "{0} against {1} at {2} requests/s, weight {3}: {5} s, 99 % {6} s")
    @CsvSource({
        ".05, .005, 10, .3, .97,  65, 180",
        ".05, .005, 10, .5, .97,  65, 160",
        ".02, .005, 10, .3, .91, 300, 600",
        ".05, .005, 50, .3, .99,  20,  40",
        "  1, .005, 10, .3,   1,   5,   5",
    })
    void aBadReleaseIsRolledBackInTime(
            double canary, double stable, double rate, double weight, double caught, int median, int late) {
        SimulationResults outcomes = SimulatedRelease.at(weight, () -> Traffic.independent(rate, stable, canary))
                .outcomes(RUNS, JudgingMethod.JUDGE);

        assertTrue(outcomes.shareBy(late) >= caught, outcomes::toString);
        assertTrue(outcomes.shareBy(median) >= 0.5, outcomes::toString);
    }

    @ParameterizedTest(name = "{0} slow against {1}, weight {2}")
    @CsvSource({".33, .005, .3", ".33, .005, .5", "1, .005, .3", "1, 0, 1"})
    void aSlowReleaseIsRolledBackThoughBurstsCountOnce(double canary, double stable, double weight) {
        JudgingMethod method = JudgingMethod.judge("bursts once", JudgingMethod.slowRequests(true, 0.25));
        SimulationResults outcomes = SimulatedRelease.at(weight, () -> Traffic.independent(10, stable, canary))
                .outcomes(RUNS, method);

        assertTrue(outcomes.shareBy(150) >= 0.99, outcomes::toString);
    }
}
