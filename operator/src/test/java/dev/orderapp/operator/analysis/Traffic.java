package dev.orderapp.operator.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the visitors of one simulated release do, second by second. May remember what went before: each run needs its own. */
@FunctionalInterface
interface Traffic {
    /**
     * What both versions count in the next second, per metric.
     *
     * @param weight share of the visitors that the canary gets, from 0 to 1
     */
    List<EventDelta> second(RandomInputs random, double weight);

    /** Requests arrive at random, and each is bad independently of the others. */
    static Traffic independent(double perSecond, double stableShare, double canaryShare) {
        return (random, weight) -> List.of(new EventDelta(
                random.events(perSecond * weight, canaryShare), random.events(perSecond * (1 - weight), stableShare)));
    }

    /** Each of these metrics for itself. */
    static Traffic unrelated(List<Traffic> metrics) {
        return (random, weight) -> metrics.stream()
                .flatMap(metric -> metric.second(random, weight).stream())
                .toList();
    }

    /** So many metrics that see most of the same failures: a failed request is mostly a failed order as well. */
    static Traffic related(int metrics, Traffic source) {
        return (random, weight) -> {
            EventDelta delta = source.second(random, weight).get(0);
            List<EventDelta> deltas = new ArrayList<>(List.of(delta));
            while (deltas.size() < metrics) {
                deltas.add(new EventDelta(mostOf(random, delta.canary()), mostOf(random, delta.stable())));
            }
            return deltas;
        };
    }

    private static Counts mostOf(RandomInputs random, Counts counts) {
        return new Counts(counts.total(), random.binomial(counts.bad(), 0.8));
    }

    /** Now and then, on average every minute, something hits both versions for 5 to 20 seconds. */
    static Traffic withSharedBursts(Traffic calm, Traffic hit) {
        return new Traffic() {
            private double start = -1;
            private double end = -1;
            private long now;

            @Override
            public List<EventDelta> second(RandomInputs random, double weight) {
                if (now > end) {
                    start = now + random.exponential(60);
                    end = start + random.between(5, 20);
                }
                return (now++ >= start ? hit : calm).second(random, weight);
            }
        };
    }

    /** From some second on everything is otherwise. */
    static Traffic changing(Traffic before, int second, Traffic after) {
        return new Traffic() {
            private int now;

            @Override
            public List<EventDelta> second(RandomInputs random, double weight) {
                return (now++ < second ? before : after).second(random, weight);
            }
        };
    }

    /** Stable's counters are read so many seconds late, as by a Prometheus that scrapes each Pod at a time of its own. */
    static Traffic lateStable(int seconds, Traffic traffic) {
        Deque<Counts> late = new ArrayDeque<>();
        return (random, weight) -> {
            EventDelta delta = traffic.second(random, weight).get(0);
            late.addLast(delta.stable());
            Counts stable = late.size() > seconds ? late.removeFirst() : Counts.NONE;
            return List.of(new EventDelta(delta.canary(), stable));
        };
    }
}
