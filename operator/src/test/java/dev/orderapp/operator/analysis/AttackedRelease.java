package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A simulated release that somebody attacks, from its first step to its end: a step that has held passes when the judge says so, and is taken
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
        List<Release.Step> steps,
        double perSecond,
        double stableShare,
        double canaryShare,
        Attack attack,
        int networks,
        Counting counting) {
    private static final MetricRule RULE = Rule.serverErrors(0.05, false);
    private static final int LOOK = 5;
    private static final int MAX_HOLD = 3_600;

    /** How long stable's Pods had been up before. */
    private static final int PAST = 3_600;

    /** How a release ended. */
    enum End {
        PROMOTED,
        TAKEN_BACK,
        /** Taken back after an hour without a verdict. */
        UNDECIDED
    }

    /** Of so many runs, how many ended in each way. */
    Map<End, Long> ends(int runs) {
        return LongStream.range(0, runs)
                .parallel()
                .mapToObj(seed -> end(new Draws(seed)))
                .collect(Collectors.groupingBy(end -> end, () -> new EnumMap<>(End.class), Collectors.counting()));
    }

    private End end(Draws draws) {
        long events = Math.round(perSecond * PAST);
        Counts before = new Counts(events, draws.binomial(events, stableShare))
                .plus(attack.between(-PAST, 0, networks, counting).stable());
        Sample first = Sample.missing("counting begins").withStableBefore(before);
        Evidence evidence = Evidence.none().plus(first, RULE, steps.get(0).weight());
        int second = 0;
        for (Release.Step step : steps) {
            evidence = second == 0 ? evidence : evidence.startStep();
            Verdict verdict = Verdict.INCONCLUSIVE;
            for (int held = 0; held < step.seconds() || verdict != Verdict.PASS; held += LOOK) {
                if (held >= MAX_HOLD) {
                    return End.UNDECIDED;
                }
                evidence = evidence.plus(Sample.of(look(draws, step.weight(), second)), RULE, step.weight());
                verdict = Judge.reason(RULE, evidence).verdict();
                if (verdict == Verdict.FAIL) {
                    return End.TAKEN_BACK;
                }
                second += LOOK;
            }
        }
        return End.PROMOTED;
    }

    private EventDelta look(Draws draws, double weight, int second) {
        EventDelta attacked = attack.between(second, second + LOOK, networks, counting);
        return new EventDelta(
                        draws.manyEvents(perSecond * LOOK * weight, canaryShare),
                        draws.manyEvents(perSecond * LOOK * (1 - weight), stableShare))
                .plus(attacked);
    }
}
