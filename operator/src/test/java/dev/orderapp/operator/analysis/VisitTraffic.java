package dev.orderapp.operator.analysis;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Visits, some of which bring an order after a while: longer than those that bring none. A visitor stays on one version, but when the canary's weight is
 * raised some of stable's visitors come to it in the middle of their visits.
 */
final class VisitTraffic implements Traffic {
    /** At which visits are counted. */
    static final Duration AGE = Duration.ofMinutes(2);

    /** Mean times, in seconds, from a visit's beginning to its order, and to its end without one. */
    private static final double TO_ORDER = 60;

    private static final double TO_LEAVE = 15;

    private final double perSecond;
    private final double stableShare;
    private final double canaryShare;
    private final Counting counting;
    private final PriorityQueue<Visit> open = new PriorityQueue<>((a, b) -> Double.compare(a.countedAt, b.countedAt));
    private double weight;
    private long now = -AGE.toSeconds();
    private EventDelta counted = EventDelta.NONE;

    /**
     * @param perSecond visits that begin, on both versions together
     * @param stableShare of stable's visits that bring an order
     * @param canaryShare of the canary's
     */
    VisitTraffic(double perSecond, double stableShare, double canaryShare, Counting counting) {
        this.perSecond = perSecond;
        this.stableShare = stableShare;
        this.canaryShare = canaryShare;
        this.counting = counting;
    }

    /** When a visit counts, with the order that it brought. */
    enum Counting {
        /** At the same age, on the version where it began. */
        AT_ONE_AGE,
        /** When its visitor has ordered or left. */
        WHEN_OVER
    }

    /** One that has not been counted to its end. */
    private static final class Visit {
        private final boolean beganOnCanary;
        private final double countedAt;
        private boolean onCanary;
        private boolean orders;

        Visit(boolean onCanary, boolean orders, double countedAt) {
            this.beganOnCanary = onCanary;
            this.onCanary = onCanary;
            this.orders = orders;
            this.countedAt = countedAt;
        }
    }

    @Override
    public List<EventDelta> second(RandomInputs random, double meant) {
        while (now < 0) {
            pass(random);
        }
        raise(random, meant);
        counted = EventDelta.NONE;
        pass(random);
        return List.of(counted);
    }

    /** Of the visitors on stable who come to the canary now, some would have ordered and do not find the canary as good. */
    private void raise(RandomInputs random, double meant) {
        double moved = (meant - weight) / (1 - weight);
        for (Visit visit : moved > 0 ? List.copyOf(open) : List.<Visit>of()) {
            if (!visit.onCanary && random.chance(moved)) {
                visit.onCanary = true;
                visit.orders &= random.chance(canaryShare / stableShare);
            }
        }
        weight = meant;
    }

    private void pass(RandomInputs random) {
        for (long left = random.poisson(perSecond); left > 0; left--) {
            begin(random);
        }
        now++;
        while (!open.isEmpty() && open.peek().countedAt <= now) {
            count(open.remove());
        }
    }

    private void begin(RandomInputs random) {
        boolean onCanary = random.chance(weight);
        boolean orders = random.chance(onCanary ? canaryShare : stableShare);
        double age = counting == Counting.AT_ONE_AGE ? AGE.toSeconds() : time(random, orders ? TO_ORDER : TO_LEAVE);
        open.add(new Visit(onCanary, orders, now + age));
    }

    /** Shorter than the age at which visits are counted. */
    private static double time(RandomInputs random, double mean) {
        double time = random.exponential(mean);
        return time < AGE.toSeconds() ? time : time(random, mean);
    }

    private void count(Visit visit) {
        Counts one = new Counts(1, visit.orders ? 0 : 1);
        counted =
                counted.plus(visit.beganOnCanary ? new EventDelta(one, Counts.NONE) : new EventDelta(Counts.NONE, one));
    }
}
