package dev.orderapp.operator.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Visitors who stay on one version, each from a network of their own, whose requests fail independently of each other; counted as a
 * {@link CountingPolicy} says. Shows what honest evidence loses by it.
 */
final class HonestVisitorTraffic implements Traffic {
    private static final int REQUESTS = 10;

    private final double perSecond;
    private final double stableShare;
    private final double canaryShare;
    private final int visitSeconds;
    private final CountingPolicy counting;
    private final Deque<EventDelta> coming = new ArrayDeque<>();

    /**
     * @param perSecond requests of all visitors
     * @param stableShare of stable's requests that fail
     * @param canaryShare of the canary's
     * @param visitSeconds how long a visit of ten requests lasts
     * @param counting which of a visitor's failures count; all successes do
     */
    HonestVisitorTraffic(
            double perSecond, double stableShare, double canaryShare, int visitSeconds, CountingPolicy counting) {
        this.perSecond = perSecond;
        this.stableShare = stableShare;
        this.canaryShare = canaryShare;
        this.visitSeconds = visitSeconds;
        this.counting = counting;
    }

    @Override
    public List<EventDelta> second(RandomInputs random, double weight) {
        while (coming.size() <= visitSeconds) {
            coming.addLast(EventDelta.NONE);
        }
        EventDelta[] ahead = coming.toArray(EventDelta[]::new);
        for (long left = random.poisson(perSecond / REQUESTS); left > 0; left--) {
            visit(random, random.chance(weight), ahead);
        }
        coming.clear();
        coming.addAll(List.of(ahead));
        return List.of(coming.removeFirst());
    }

    private void visit(RandomInputs random, boolean onCanary, EventDelta[] ahead) {
        CountingPolicy.Ledger ledger = counting.ledger();
        DoubleStream.generate(() -> random.between(0, visitSeconds))
                .limit(REQUESTS)
                .sorted()
                .forEach(time -> {
                    boolean bad = random.chance(onCanary ? canaryShare : stableShare);
                    if (!bad || ledger.counts(time, (int) random.below(CountingPolicy.PODS))) {
                        Counts one = new Counts(1, bad ? 1 : 0);
                        EventDelta event =
                                onCanary ? new EventDelta(one, Counts.NONE) : new EventDelta(Counts.NONE, one);
                        ahead[(int) time] = ahead[(int) time].plus(event);
                    }
                });
    }
}
