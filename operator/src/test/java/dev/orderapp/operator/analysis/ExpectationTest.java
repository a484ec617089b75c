package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The one property from which all promises follow: under the null hypothesis the likelihood ratio of a measurement is at most 1 in expectation,
 * for each alternative. Summed up over everything that a measurement can bring, not simulated.
 */
class ExpectationTest {
    private static final double[] SHARES = {0.001, 0.01, 0.05, 0.2, 0.5, 0.9};
    private static final int[] EVENTS = {1, 2, 3, 7, 15, 40};
    private static final double[] RATIOS = {1, 1.5, 3};

    /** Expectation of each likelihood ratio over outcomes that were added with their chances. */
    private static final class Expectation {
        private double[] sum = {};

        void add(double chance, double[] logRatios) {
            if (sum.length == 0) {
                sum = new double[logRatios.length];
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += chance * Math.exp(logRatios[i]);
            }
        }

        void assertAtMostOne(String when) {
            assertTrue(Arrays.stream(sum).allMatch(e -> e <= 1 + 1e-9), () -> when + ": " + Arrays.toString(sum));
        }

        boolean exceedsOne() {
            return Arrays.stream(sum).anyMatch(e -> e > 1.01);
        }
    }

    @Test
    void ofIndependentEventsAgainstStable() {
        forAllSizes((canary, stable) -> {
            for (double ratio : RATIOS) {
                for (double share : SHARES) {
                    Expectation expectation = new Expectation();
                    for (int x = 0; x <= canary; x++) {
                        for (int y = 0; y <= stable; y++) {
                            double chance =
                                    binomial(canary, Math.min(1, ratio * share), x) * binomial(stable, share, y);
                            expectation.add(chance, RatioOdds.logRatios(delta(canary, x, stable, y), ratio));
                        }
                    }
                    expectation.assertAtMostOne(canary + ", " + stable + " events, " + share + " times " + ratio);
                }
            }
        });
    }

    /** Of visitors who are split by the weight: how many of them come is then as random as which of them fail. */
    @Test
    void ofIndependentEventsByWeight() {
        for (double weight : new double[] {0.01, 0.3, 0.9}) {
            for (int events : new int[] {1, 3, 15}) {
                for (double ratio : RATIOS) {
                    for (double share : SHARES) {
                        expectationByWeight(weight, events, ratio, share);
                    }
                }
            }
        }
    }

    private static void expectationByWeight(double weight, int events, double ratio, double share) {
        Expectation expectation = new Expectation();
        for (int canary = 0; canary <= events; canary++) {
            double split = binomial(events, weight, canary);
            for (int x = 0; x <= canary; x++) {
                for (int y = 0; y <= events - canary; y++) {
                    double chance = split
                            * binomial(canary, Math.min(1, ratio * share), x)
                            * binomial(events - canary, share, y);
                    EventDelta delta = delta(canary, x, events - canary, y);
                    expectation.add(chance, RatioOdds.byWeight(delta, ratio, weight));
                }
            }
        }
        expectation.assertAtMostOne(events + " events at weight " + weight + ", " + share + " times " + ratio);
    }

    /** Shares as low as is accepted, and higher ones. */
    @Test
    void ofGoodEventsOfWhichTheCanaryHasNoFewer() {
        forAllSizes((canary, stable) -> {
            for (double ratio : RATIOS) {
                for (double share : SHARES) {
                    for (double canaryShare : new double[] {share / ratio, (1 + share / ratio) / 2}) {
                        Expectation expectation = new Expectation();
                        for (int x = 0; x <= canary; x++) {
                            for (int y = 0; y <= stable; y++) {
                                expectation.add(
                                        binomial(canary, canaryShare, x) * binomial(stable, share, y),
                                        FewerOdds.logRatios(delta(canary, canary - x, stable, stable - y), ratio));
                            }
                        }
                        expectation.assertAtMostOne(
                                canary + ", " + stable + " events, " + share + " against " + canaryShare);
                    }
                }
            }
        });
    }

    /** By the weight of the visitors, or by a former one, which is smaller. */
    @Test
    void ofGoodEventsByWeight() {
        for (double weight : new double[] {0.01, 0.3, 0.9}) {
            for (int events : new int[] {1, 3, 15}) {
                for (double ratio : RATIOS) {
                    for (double share : SHARES) {
                        expectationOfGoodByWeight(weight, weight, events, ratio, share);
                        expectationOfGoodByWeight(weight, weight / 2, events, ratio, share);
                    }
                }
            }
        }
    }

    private static void expectationOfGoodByWeight(double weight, double meant, int events, double ratio, double share) {
        Expectation expectation = new Expectation();
        for (int canary = 0; canary <= events; canary++) {
            double split = binomial(events, weight, canary);
            for (int x = 0; x <= canary; x++) {
                for (int y = 0; y <= events - canary; y++) {
                    double chance = split * binomial(canary, share / ratio, x) * binomial(events - canary, share, y);
                    EventDelta delta = delta(canary, canary - x, events - canary, events - canary - y);
                    expectation.add(chance, FewerOdds.byWeight(delta, ratio, meant));
                }
            }
        }
        expectation.assertAtMostOne(events + " events at weight " + weight + ", " + share + " divided by " + ratio);
    }

    @Test
    void ofGoodEventsAgainstStablesPast() {
        MetricRule rule = FewerTest.RULE;
        for (int events : EVENTS) {
            for (Counts past : new Counts[] {new Counts(10_000, 6_000), new Counts(500, 475), new Counts(60, 20)}) {
                double least = 1 - StablePastOdds.limit(past, rule);
                for (double good : new double[] {least, (1 + least) / 2}) {
                    Expectation expectation = new Expectation();
                    for (int x = 0; x <= events; x++) {
                        expectation.add(
                                binomial(events, good, x),
                                StablePastOdds.logRatios(new Counts(events, events - x), past, rule));
                    }
                    expectation.assertAtMostOne(events + " events, " + good + " good after " + past);
                }
            }
        }
    }

    @Test
    void ofIndependentEventsAgainstStablesPast() {
        MetricRule rule = JudgeTest.RULE;
        for (int events : EVENTS) {
            for (Counts past : new Counts[] {new Counts(10_000, 0), new Counts(36_000, 180), new Counts(500, 25)}) {
                for (double share : new double[] {0.001, 0.01, 1.5 * Math.max(0.005, past.share())}) {
                    Expectation expectation = new Expectation();
                    for (int x = 0; x <= events; x++) {
                        expectation.add(
                                binomial(events, share, x),
                                StablePastOdds.logRatios(new Counts(events, x), past, rule));
                    }
                    expectation.assertAtMostOne(events + " events, " + share + " after " + past);
                }
            }
        }
    }

    @Test
    void ofIndependentEventsAgainstTheCeiling() {
        for (int events : EVENTS) {
            for (double ceiling : SHARES) {
                for (double share :
                        Arrays.stream(SHARES).filter(s -> s <= ceiling).toArray()) {
                    Expectation expectation = new Expectation();
                    for (int x = 0; x <= events; x++) {
                        expectation.add(
                                binomial(events, share, x), CeilingOdds.logRatios(new Counts(events, x), ceiling));
                    }
                    expectation.assertAtMostOne(events + " events, " + share + " under " + ceiling);
                }
            }
        }
    }

    @Test
    void ofBadEventsThatFallOnAnyRequestsInWhateverClusters() {
        forAllSizes((canary, stable) -> {
            for (int size = 1; size <= canary + stable; size++) {
                // One by one: of m bad events among all, hypergeometric.
                Expectation scattered = new Expectation();
                for (int x = Math.max(0, size - stable); x <= Math.min(canary, size); x++) {
                    double chance =
                            Math.exp(choose(canary, x) + choose(stable, size - x) - choose(canary + stable, size));
                    scattered.add(chance, BurstOdds.againstStable(delta(canary, x, stable, size - x), 1));
                }
                scattered.assertAtMostOne(size + " bad of " + canary + " and " + stable);
                // All on the version of one visitor.
                double share = (double) canary / (canary + stable);
                Expectation clustered = new Expectation();
                clustered.add(share, BurstOdds.againstStable(delta(canary, Math.min(size, canary), stable, 0), 1));
                clustered.add(1 - share, BurstOdds.againstStable(delta(canary, 0, stable, Math.min(size, stable)), 1));
                clustered.assertAtMostOne("a burst of " + size + " of " + canary + " or " + stable);
            }
        });
    }

    @Test
    void ofBurstsThatFallOnPodsWhateverVisitorsThoseGet() {
        forAllSizes((canary, stable) -> {
            for (double ratio : RATIOS) {
                Expectation expectation = new Expectation();
                double hitsCanary = ratio / (ratio + 1);
                expectation.add(hitsCanary, BurstOdds.againstStable(delta(canary, canary, stable, 0), ratio));
                expectation.add(1 - hitsCanary, BurstOdds.againstStable(delta(canary, 0, stable, stable), ratio));

                expectation.assertAtMostOne("a stall of " + canary + " or " + stable + ", times " + ratio);
            }
        });
    }

    @Test
    void ofBurstsOfAnySizeUnderTheCeiling() {
        for (int events : EVENTS) {
            for (double ceiling : SHARES) {
                for (int burst = 1; burst <= events; burst++) {
                    double chance = Math.min(1, ceiling * events / burst);
                    Expectation expectation = new Expectation();
                    expectation.add(chance, BurstOdds.againstCeiling(new Counts(events, burst), ceiling));
                    expectation.add(1 - chance, BurstOdds.againstCeiling(new Counts(events, 0), ceiling));

                    expectation.assertAtMostOne("bursts of " + burst + " of " + events + " under " + ceiling);
                }
            }
        }
    }

    /** Why {@link BurstOdds} is there at all. */
    @Test
    void isAboveOneWhereEachEventOfABurstIsCounted() {
        Expectation expectation = new Expectation();
        expectation.add(0.5, RatioOdds.logRatios(delta(50, 5, 50, 0), 1));
        expectation.add(0.5, RatioOdds.logRatios(delta(50, 0, 50, 5), 1));

        assertTrue(expectation.exceedsOne());
    }

    private interface Sizes {
        void accept(int canary, int stable);
    }

    private static void forAllSizes(Sizes property) {
        for (int canary : EVENTS) {
            for (int stable : EVENTS) {
                property.accept(canary, stable);
            }
        }
    }

    private static EventDelta delta(int canary, int canaryBad, int stable, int stableBad) {
        return new EventDelta(new Counts(canary, canaryBad), new Counts(stable, stableBad));
    }

    private static double binomial(int events, double share, int bad) {
        return share == 1
                ? (bad == events ? 1 : 0)
                : Math.exp(choose(events, bad) + bad * Math.log(share) + (events - bad) * Math.log1p(-share));
    }

    private static double choose(int n, int k) {
        IntToDoubleFunction factor = i -> Math.log(n - k + i) - Math.log(i);
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += factor.applyAsDouble(i);
        }
        return sum;
    }
}
