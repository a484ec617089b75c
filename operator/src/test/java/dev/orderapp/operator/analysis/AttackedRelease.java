package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A simulated release under attack, from its first step to its end: a step that has held passes when the judge says so, and is taken
 * back as undecided if it never does. Equal seeds give equal releases.
 *
 * @param steps one after the other
 * @param perSecond requests of the visitors to both versions together
 * @param stableShare of those that are bad on stable, now and before
 * @param canaryShare of those that are bad on the canary
 * @param attack what comes beside them
 * @param networks that it comes from
 * @param counting what the application counts of it
 */
record AttackedRelease(
        List<SimulatedRelease.Step> steps,
        double perSecond,
        double stableShare,
        double canaryShare,
        Attack attack,
        int networks,
        CountingPolicy counting) {
    private static final MetricRule RULE = JudgingMethod.serverErrors(0.05, false);
    private static final int INTERVAL = 5;
    private static final int MAX_HOLD = 3_600;

    /** How long stable's Pods had been up before. */
    private static final int PAST = 3_600;

    /** How a release ended. */
    enum End {
        PROMOTED,
        ROLLED_BACK,
        /** Rolled back after an hour without a verdict. */
        UNDECIDED
    }

    /** Of so many runs, how many ended in each way. */
    Map<End, Long> ends(int runs) {
        return LongStream.range(0, runs)
                .parallel()
                .mapToObj(seed -> end(new RandomInputs(seed)))
                .collect(Collectors.groupingBy(end -> end, () -> new EnumMap<>(End.class), Collectors.counting()));
    }

    private End end(RandomInputs random) {
        long events = Math.round(perSecond * PAST);
        Counts before = new Counts(events, random.binomial(events, stableShare))
                .plus(attack.between(-PAST, 0, networks, counting).stable());
        Sample first = Sample.missing("counting begins").withStableBefore(before);
        Evidence evidence = Evidence.none().plus(first, RULE, steps.get(0).weight());
        int second = 0;
        for (SimulatedRelease.Step step : steps) {
            evidence = second == 0 ? evidence : evidence.startStep();
            Verdict verdict = Verdict.INCONCLUSIVE;
            for (int held = 0; held < step.seconds() || verdict != Verdict.PASS; held += INTERVAL) {
                if (held >= MAX_HOLD) {
                    return End.UNDECIDED;
                }
                evidence = evidence.plus(Sample.of(measure(random, step.weight(), second)), RULE, step.weight());
                verdict = Judge.reason(RULE, evidence).verdict();
                if (verdict == Verdict.FAIL) {
                    return End.ROLLED_BACK;
                }
                second += INTERVAL;
            }
        }
        return End.PROMOTED;
    }

    private EventDelta measure(RandomInputs random, double weight, int second) {
        EventDelta attacked = attack.between(second, second + INTERVAL, networks, counting);
        return new EventDelta(
                        random.manyEvents(perSecond * INTERVAL * weight, canaryShare),
                        random.manyEvents(perSecond * INTERVAL * (1 - weight), stableShare))
                .plus(attacked);
    }
}
