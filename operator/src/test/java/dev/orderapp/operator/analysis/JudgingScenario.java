package dev.orderapp.operator.analysis;

import dev.orderapp.operator.analysis.VisitTraffic.Counting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A kind of release, and how it is judged.
 *
 * @param name in tables
 * @param method that judges it
 * @param release to simulate
 */
record JudgingScenario(String name, JudgingMethod method, SimulatedRelease release) {
    /** Requests per second of both versions together. */
    private static final double RATE = 10;

    private static final double[] WEIGHTS = {0.3, 0.5};
    private static final JudgingMethod SLOW_ONCE =
            JudgingMethod.judge("bursts once", JudgingMethod.slowRequests(true, 0.25));

    SimulationResults outcomes(int runs) {
        return release.outcomes(runs, method);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Both versions equally good; none should be rolled back. */
    static List<JudgingScenario> good() {
        return Stream.of(steadyErrors(), severalMetrics(), sharedBursts(), stalls())
                .flatMap(List::stream)
                .toList();
    }

    private static List<JudgingScenario> steadyErrors() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double share : new double[] {0.001, 0.005, 0.015, 0.05}) {
            JudgingMethod method = share < 0.05 ? JudgingMethod.JUDGE : JudgingMethod.JUDGE_WITH_HIGH_CEILING;
            String name = percent(share) + " errors" + (share < 0.05 ? "" : ", ceiling 10 %");
            Supplier<Traffic> traffic = () -> Traffic.independent(RATE, share, share);
            all.addAll(atWeights(name, method, traffic));
            all.add(inSteps(name, method, traffic));
        }
        return all;
    }

    private static List<JudgingScenario> severalMetrics() {
        List<JudgingScenario> all = new ArrayList<>();
        Traffic one = Traffic.independent(RATE, 0.015, 0.015);
        all.add(inSteps("1 metric, 1.5 %", JudgingMethod.judge(1), () -> one));
        for (int metrics = 2; metrics <= 5; metrics++) {
            int count = metrics;
            List<Traffic> unrelated = Collections.nCopies(count, one);
            all.add(inSteps(
                    count + " metrics, unrelated, 1.5 % each",
                    JudgingMethod.judge(count),
                    () -> Traffic.unrelated(unrelated)));
            all.add(inSteps(
                    count + " metrics, related, 1.5 %", JudgingMethod.judge(count), () -> Traffic.related(count, one)));
        }
        return all;
    }

    private static List<JudgingScenario> sharedBursts() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double hit : new double[] {0.04, 0.1}) {
            String name = "0.2 % errors, each minute " + percent(hit) + " on both for 5-20 s";
            all.addAll(atWeights(name, JudgingMethod.JUDGE, bursts(hit)));
            all.add(inSteps(name, JudgingMethod.JUDGE, bursts(hit)));
        }
        return all;
    }

    private static Supplier<Traffic> bursts(double hit) {
        return () ->
                Traffic.withSharedBursts(Traffic.independent(RATE, 0.002, 0.002), Traffic.independent(RATE, hit, hit));
    }

    private static List<JudgingScenario> stalls() {
        List<JudgingScenario> all = new ArrayList<>();
        all.addAll(atWeights("Pods stall each minute", SLOW_ONCE, () -> new StallingPodTraffic(RATE, 0.005, 60, 60)));
        all.addAll(atWeights("Pods stall each 15 s", SLOW_ONCE, () -> new StallingPodTraffic(RATE, 0.005, 15, 15)));
        all.addAll(atWeights(
                "Pods stall each minute, 100 requests/s",
                SLOW_ONCE,
                () -> new StallingPodTraffic(10 * RATE, 0.005, 60, 60)));
        all.addAll(atWeights(
                "Pods stall each 40 s against each minute, which maxRatio 1.5 accepts",
                SLOW_ONCE,
                () -> new StallingPodTraffic(RATE, 0.005, 40, 60)));
        all.addAll(atWeights("2 % slow, no stalls", SLOW_ONCE, () -> Traffic.independent(RATE, 0.02, 0.02)));
        all.addAll(atWeights(
                "30 % slow, no stalls, no ceiling",
                JudgingMethod.judge("no ceiling", JudgingMethod.slowRequests(true, 1)),
                () -> Traffic.independent(RATE, 0.3, 0.3)));
        return all;
    }

    /** Equally good releases of which a few visitors fail in all that they do. */
    static List<JudgingScenario> failingVisitors() {
        List<JudgingScenario> all = new ArrayList<>();
        for (int seconds : new int[] {60, 180}) {
            all.addAll(atWeights(
                    ".5 % of visitors fail in all ten requests of " + seconds + " s",
                    JudgingMethod.JUDGE,
                    () -> new FailingVisitorTraffic(RATE, 0.005, seconds, true)));
        }
        return all;
    }

    /** Equally good releases, counted in ways that the judge's assumptions exclude: to show how much those matter. */
    static List<JudgingScenario> miscounted() {
        List<JudgingScenario> all = new ArrayList<>();
        all.addAll(atWeights(
                ".5 % of visitors fail in all ten requests, each counted",
                JudgingMethod.JUDGE, () -> new FailingVisitorTraffic(RATE, 0.005, 60, false)));
        all.addAll(atWeights(
                "Pods stall each minute, each slow request counted",
                JudgingMethod.judge("each", JudgingMethod.slowRequests(false, 0.25)),
                () -> new StallingPodTraffic(RATE, 0.005, 60, 60)));
        Supplier<Traffic> late = () -> Traffic.lateStable(10, bursts(0.3).get());
        String name = "each minute 30 % on both for 5-20 s, no ceiling, stable's counters 10 s late";
        all.addAll(atWeights(name, JudgingMethod.judge("each", JudgingMethod.serverErrors(1, false)), late));
        all.addAll(atWeights(
                name + ", bursts once", JudgingMethod.judge("once", JudgingMethod.serverErrors(1, true)), late));
        return all;
    }

    /** Releases worse than stable. */
    static List<JudgingScenario> bad() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double rate : new double[] {10, 50}) {
            for (double share : new double[] {0.01, 0.02, 0.05}) {
                all.addAll(atWeights(
                        percent(share) + " errors against 0.5 %, " + (int) rate + " requests/s",
                        JudgingMethod.JUDGE,
                        () -> Traffic.independent(rate, 0.005, share)));
            }
        }
        for (double weight : new double[] {0.1, 0.3, 0.5, 1}) {
            Supplier<Traffic> broken = () -> Traffic.independent(RATE, 0.005, 1);
            all.add(new JudgingScenario(
                    "nothing but errors" + at(weight), JudgingMethod.JUDGE, SimulatedRelease.at(weight, broken)));
        }
        for (double share : new double[] {0.05, 0.1, 0.33}) {
            all.addAll(atWeights(
                    percent(share) + " slow against 0.5 %, bursts once",
                    SLOW_ONCE,
                    () -> Traffic.independent(RATE, 0.005, share)));
        }
        all.addAll(atWeights(
                "Pods stall each 10 s against each minute, bursts once",
                SLOW_ONCE,
                () -> new StallingPodTraffic(RATE, 0.005, 10, 60)));
        Supplier<Traffic> slow = () -> Traffic.independent(RATE, 0.005, 1);
        all.add(new JudgingScenario(
                "nothing but slow requests, bursts once" + at(1), SLOW_ONCE, SimulatedRelease.at(1, slow)));
        return all;
    }

    /** Equally good releases that are judged by the orders of their visits as well, or by these alone. */
    static List<JudgingScenario> goodVisits() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double share : new double[] {0.02, 0.1, 0.4, 0.8}) {
            all.addAll(atWeights(
                    percent(share) + " of visits order",
                    JudgingMethod.VISITS,
                    visits(share, share, Counting.AT_ONE_AGE)));
        }
        all.add(inSteps("40 % of visits order", JudgingMethod.VISITS, visits(0.4, 0.4, Counting.AT_ONE_AGE)));
        all.add(inSteps(
                "all defaults and orders per visit, each unrelated", JudgingMethod.EVERYTHING, JudgingScenario::shop));
        return all;
    }

    /** What a shop counts for each of {@link JudgingMethod#READINGS_WITH_VISITS}. */
    private static Traffic shop() {
        return Traffic.unrelated(List.of(
                Traffic.independent(RATE, 0.005, 0.005),
                Traffic.independent(RATE, 0.001, 0.001),
                Traffic.independent(RATE, 0.02, 0.02),
                Traffic.independent(RATE / 10, 0.01, 0.01),
                Traffic.independent(RATE / 5, 0.005, 0.005),
                new VisitTraffic(RATE, 0.4, 0.4, Counting.AT_ONE_AGE)));
    }

    /** Equally good releases whose visits are counted in ways that are not fair to a canary that has just come. */
    static List<JudgingScenario> miscountedVisits() {
        List<JudgingScenario> all = new ArrayList<>();
        all.addAll(atWeights(
                "40 % of visits order, counted when they are over",
                JudgingMethod.COUNTED_VISITS, visits(0.4, 0.4, Counting.WHEN_OVER)));
        return all;
    }

    /** Releases that make no error, and sell less. */
    static List<JudgingScenario> badVisits() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double share : new double[] {0, 0.2, 0.3}) {
            String name = percent(share) + " of visits order against 40 %";
            all.addAll(atWeights(
                    name + ", from the first that is counted on",
                    JudgingMethod.COUNTED_VISITS,
                    () -> Traffic.independent(RATE, 0.6, 1 - share)));
            all.addAll(atWeights(
                    name + ", each counted two minutes after it began",
                    JudgingMethod.VISITS,
                    visits(0.4, share, Counting.AT_ONE_AGE)));
            all.add(inSteps(
                    name + ", each counted two minutes after it began",
                    JudgingMethod.VISITS,
                    visits(0.4, share, Counting.AT_ONE_AGE)));
        }
        return all;
    }

    private static Supplier<Traffic> visits(double stable, double canary, Counting counting) {
        return () -> new VisitTraffic(RATE, stable, canary, counting);
    }

    /** Something breaks for both versions alike. */
    static List<JudgingScenario> outages() {
        List<JudgingScenario> all = new ArrayList<>();
        for (double hit : new double[] {1, 0.3}) {
            Traffic calm = Traffic.independent(RATE, 0.005, 0.005);
            Traffic outage = Traffic.independent(RATE, hit, hit);
            for (int from : new int[] {0, 120}) {
                all.addAll(atWeights(
                        percent(hit) + " errors on both from " + from + " s on",
                        JudgingMethod.JUDGE,
                        () -> Traffic.changing(calm, from, outage)));
            }
        }
        all.addAll(atWeights("0.2 % errors, each minute 30 % on both for 5-20 s", JudgingMethod.JUDGE, bursts(0.3)));
        return all;
    }

    private static List<JudgingScenario> atWeights(String name, JudgingMethod method, Supplier<Traffic> traffic) {
        List<JudgingScenario> all = new ArrayList<>();
        for (double weight : WEIGHTS) {
            all.add(new JudgingScenario(name + at(weight), method, SimulatedRelease.at(weight, traffic)));
        }
        return all;
    }

    private static JudgingScenario inSteps(String name, JudgingMethod method, Supplier<Traffic> traffic) {
        return new JudgingScenario(
                name + ", 5 min at 30, 5 at 50, 2 at 100", method, SimulatedRelease.inSteps(traffic));
    }

    static String at(double weight) {
        return ", weight " + Math.round(100 * weight);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", 100 * share)
                        .replaceFirst("0*$", "")
                        .replaceFirst("\\.$", "")
                + " %";
    }
}
