package dev.orderapp.operator.analysis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Two Pods of each version that stall now and then, each for itself and whatever traffic it gets, for half a second to three: all requests of
 * that time are slow. Else some are slow by themselves.
 */
final class StallingPodTraffic implements Traffic {
    private static final int PODS = 2;

    private final double perSecond;
    private final double slowShare;
    private final List<Pod> canary;
    private final List<Pod> stable;

    /**
     * @param slowShare of requests that are slow without a stall
     * @param canaryEvery mean time between stalls of a canary's Pod, in seconds
     * @param stableEvery the same for stable
     */
    StallingPodTraffic(double perSecond, double slowShare, double canaryEvery, double stableEvery) {
        this.perSecond = perSecond;
        this.slowShare = slowShare;
        this.canary = pods(canaryEvery);
        this.stable = pods(stableEvery);
    }

    private static List<Pod> pods(double every) {
        return IntStream.range(0, PODS).mapToObj(i -> new Pod(every)).toList();
    }

    @Override
    public List<EventDelta> second(RandomInputs random, double weight) {
        return List.of(new EventDelta(
                counts(canary, random, perSecond * weight / PODS),
                counts(stable, random, perSecond * (1 - weight) / PODS)));
    }

    private Counts counts(List<Pod> pods, RandomInputs random, double rate) {
        Counts sum = Counts.NONE;
        for (Pod pod : pods) {
            double stalled = pod.stalledPart(random);
            sum = sum.plus(random.events(rate * stalled, 1)).plus(random.events(rate * (1 - stalled), slowShare));
        }
        return sum;
    }

    private static final class Pod {
        private final double every;
        private double start = -1;
        private double end = -1;
        private long now;

        Pod(double every) {
            this.every = every;
        }

        /** Which part of the next second it stalls. */
        double stalledPart(RandomInputs random) {
            if (now >= end) {
                start = now + random.exponential(every);
                end = start + random.between(0.5, 3);
            }
            double part = Math.min(end, now + 1) - Math.max(start, now);
            now++;
            return Math.max(0, part);
        }
    }
}
