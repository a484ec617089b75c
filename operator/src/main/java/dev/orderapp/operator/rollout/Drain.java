package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;

/**
 * Whether a version that is not routed any more serves no request, so that it may be scaled down. {@code canary.drain} is how long
 * the data plane may need to follow; the proof that it did are the version's own request counters, which stood still between two
 * measurements. Where they can't be read the time alone decides. A client that never lets go is not waited for for ever.
 */
final class Drain {
    /**
     * So long after it was last routed, whatever still comes is not the data plane's delay. An ingress controller that lost its
     * API server asks for it again after up to a minute (client-go's Reflector: 30 s, up to doubled), and may just miss it once.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Drain() {}

    /**
     * Whether the version may be scaled down.
     *
     * @param o what was observed
     * @param state before this measurement
     * @param since when it was last routed
     * @param leaving its side of what was counted
     */
    static boolean isOver(Observation o, State state, Instant since, Function<EventDelta, Counts> leaving) {
        Duration drain = o.request().settings().timing().drain();
        if (o.now().isBefore(since.plus(drain))) {
            return false;
        }
        // What stands still does so between two measurements: the first one has nothing to compare with.
        boolean second = state.progress().measuredAt().isPresent() && AnalysisSchedule.isDue(o, state);
        return !o.now().isBefore(latest(o, since))
                || second && !isServing(o.samples().values(), leaving);
    }

    /** When the version may be scaled down at the latest. */
    static Instant latest(Observation o, Instant since) {
        return since.plus(o.request().settings().timing().drain()).plus(PATIENCE);
    }

    private static boolean isServing(Collection<Sample> samples, Function<EventDelta, Counts> leaving) {
        return samples.stream().map(Sample::delta).map(leaving).anyMatch(counts -> counts.total() > 0);
    }
}
