package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.v1.CanarySize;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OnNoData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the spec that is not the revision: it may change at any moment and counts from then on.
 *
 * @param scaling Pods that are asked for of each component
 * @param canarySize how large a canary is; empty for a size that fits the component's scaling
 * @param steps rising, the last one at 100
 * @param timing deadlines and waits
 * @param metrics what to judge by
 * @param onNoData what a step does that has too few events at the end of its hold
 * @param checks what must succeed on the way
 */
public record Settings(
        Map<ComponentName, Scaling> scaling,
        Optional<CanarySize> canarySize,
        List<Step> steps,
        Timing timing,
        List<MetricRule> metrics,
        OnNoData onNoData,
        List<Check> checks) {

    public Settings {
        scaling = Map.copyOf(scaling);
        steps = List.copyOf(steps);
        metrics = List.copyOf(metrics);
        checks = List.copyOf(checks);
    }

    /** Enough for a Pod to be replaced by one that starts anew on another node. */
    private static final Duration ONE_POD = Duration.ofMinutes(2);

    /** Two Pods are not replaced at the same time, so a component without any is down, not restarting. */
    private static final Duration SEVERAL_PODS = Duration.ofSeconds(10);

    /** How long a component may be without a ready Pod before its revision is down. */
    public Duration unreadyDeadline() {
        boolean single = scaling.values().stream().anyMatch(s -> s.min() < 2);
        return timing.unreadyDeadline().orElse(single ? ONE_POD : SEVERAL_PODS);
    }

    /** The step at an index; the last one where the spec has fewer by now. */
    public Step step(int index) {
        return steps.get(Math.min(index, steps.size() - 1));
    }

    /** Whether no step follows. */
    public boolean isLast(int index) {
        return index >= steps.size() - 1;
    }

    /**
     * Deadlines and waits.
     *
     * @param interval between two measurements
     * @param progressDeadline for the canary's Pods to become ready
     * @param drain how long the data plane may need to follow a change
     * @param keepPrevious how long the old version stays warm
     * @param keepFailed how long Pods of a version that was rolled back stay for people to look at
     * @param maxHold longest time that a step may go without a verdict
     * @param unreadyDeadline how long a component may be without a ready Pod; empty for a time that fits its Pods
     */
    public record Timing(
            Duration interval,
            Duration progressDeadline,
            Duration drain,
            Duration keepPrevious,
            Duration keepFailed,
            Duration maxHold,
            Optional<Duration> unreadyDeadline) {}
}
