package dev.orderapp.operator.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Visitors who stay on one version and make ten requests each. Few of them fail, but those in all their requests: an address that the new code can't
 * read, a basket that is too large.
 */
final class FailingVisitorTraffic implements Traffic {
    private static final int REQUESTS = 10;
    private static final int MINUTE = 60;

    private final double perSecond;
    private final double failing;
    private final int visitSeconds;
    private final boolean onceAMinute;
    private final Deque<Second> coming = new ArrayDeque<>();

    /**
     * @param perSecond requests of all visitors
     * @param failing share of visitors who fail
     * @param visitSeconds how long a visit lasts
     * @param onceAMinute whether a visitor's further failures within a minute are counted neither as bad nor at all, as the shop does it;
     *     else each request is counted
     */
    FailingVisitorTraffic(double perSecond, double failing, int visitSeconds, boolean onceAMinute) {
        this.perSecond = perSecond;
        this.failing = failing;
        this.visitSeconds = visitSeconds;
        this.onceAMinute = onceAMinute;
    }

    /** What was drawn for a second to come. */
    private static final class Second {
        private Counts canary = Counts.NONE;
        private Counts stable = Counts.NONE;

        void count(boolean onCanary, Counts one) {
            if (onCanary) {
                canary = canary.plus(one);
            } else {
                stable = stable.plus(one);
            }
        }
    }

    @Override
    public List<EventDelta> second(RandomInputs random, double weight) {
        while (coming.size() <= visitSeconds) {
            coming.addLast(new Second());
        }
        Second[] ahead = coming.toArray(Second[]::new);
        for (long left = random.poisson(perSecond / REQUESTS); left > 0; left--) {
            visit(random, random.chance(weight), ahead);
        }
        Second now = coming.removeFirst();
        return List.of(new EventDelta(now.canary, now.stable));
    }

    private void visit(RandomInputs random, boolean onCanary, Second[] ahead) {
        double[] times = DoubleStream.generate(() -> random.between(0, visitSeconds))
                .limit(REQUESTS)
                .toArray();
        if (!random.chance(failing)) {
            Arrays.stream(times).forEach(time -> ahead[(int) time].count(onCanary, new Counts(1, 0)));
            return;
        }
        Arrays.sort(times);
        double countedUntil = 0;
        for (double time : times) {
            if (!onceAMinute || time >= countedUntil) {
                ahead[(int) time].count(onCanary, new Counts(1, 1));
                countedUntil = time + MINUTE;
            }
        }
    }
}
