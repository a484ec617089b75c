package dev.orderapp.operator.rollout;

import dev.orderapp.v1.CanarySize;
import dev.orderapp.v1.ComponentName;
import java.util.Optional;

/**
 * How many Pods each revision needs: a pure function of the spec, the roles and what the cluster has. A number that the spec says is
 * kept. An autoscaler's number is only raised where it is less than is needed, and while two revisions run no autoscaler may
 * lower its own, so no decision is ever taken back.
 *
 * <p>With {@code s} Pods of the stable revision, which would serve all visitors, a canary at {@code w} per cent needs
 * {@code c(s) = ⌈s·w/100⌉}. If its autoscaler gives it more, the load has grown: to take everybody back the stable revision
 * then needs the least {@code s} for which {@code c(s)} is as much, {@code ⌊(c−1)·100/w⌋+1}. For this {@code s} the canary needs just
 * the {@code c} that it has, so the two never drive each other up.
 */
final class Sizes {
    private static final int ALL = 100;

    /** Fewer, and a node that is drained would leave the canary without a Pod. */
    private static final int SMALLEST_CANARY = 2;

    /** As the definition says where a spec doesn't. */
    private static final int DEFAULT_REPLICAS = 2;

    private final Observation o;
    private final State state;
    private final ComponentName component;

    private Sizes(Observation o, ComponentName component) {
        this.o = o;
        this.state = o.state();
        this.component = component;
    }

    /** Pods that a revision needs of a component in its role. */
    static int needed(Observation o, Revision revision, ComponentName component) {
        return new Sizes(o, component).needed(revision);
    }

    /** The autoscaler that a revision should have for a component; empty where the spec says the number. */
    static Optional<Autoscaler> autoscaler(Observation o, Revision revision, ComponentName component) {
        return new Sizes(o, component).autoscaler(revision);
    }

    private int needed(Revision revision) {
        Scaling scaling = scaling(revision);
        if (isStable(revision)) {
            return scaling.automatic() ? toTakeEverybodyBack(scaling) : fixedStable(revision, scaling);
        }
        if (isCanary(revision)) {
            int stable = everybody(scaling);
            // Of what the stable revision is just being given, or visitors would come before their Pods.
            int whole = scaling.automatic() ? Math.max(stable, toTakeEverybodyBack(scaling)) : stable;
            return share(whole, scaling, isFull(scaling) ? ALL : weightToCarry());
        }
        return everybody(scaling);
    }

    /** While another revision runs it may grow, but never shrink. */
    private int fixedStable(Revision revision, Scaling scaling) {
        boolean alone = state.canary().isEmpty() && state.previous().isEmpty();
        return alone ? scaling.min() : Math.max(scaling.min(), now(revision));
    }

    private int toTakeEverybodyBack(Scaling scaling) {
        int weight = state.progress().weight();
        int carried = isFull(scaling) && weight > 0 ? ALL : weight;
        int canary = state.canary().map(c -> now(c.attempt().revision())).orElse(0);
        return carried > 0 && canary > share(everybody(scaling), scaling, carried)
                ? Math.max(scaling.min(), Math.min(scaling.max(), (canary - 1) * ALL / carried + 1))
                : scaling.min();
    }

    /** What the stable revision has, which is what all visitors need; a number that the spec says counts from when it is said. */
    private int everybody(Scaling scaling) {
        return scaling.automatic()
                ? Math.max(
                        scaling.min(),
                        state.stable().map(s -> now(s.revision())).orElse(0))
                : scaling.min();
    }

    private static int share(int whole, Scaling scaling, int weight) {
        int part = (whole * weight + ALL - 1) / ALL;
        return weight == ALL ? part : Math.max(part, smallestCanary(scaling));
    }

    private static int smallestCanary(Scaling scaling) {
        return Math.min(scaling.min(), SMALLEST_CANARY);
    }

    /** The weight that the canary has, or gets next: its Pods come before its visitors. */
    private int weightToCarry() {
        return switch (state.phase()) {
            case Preparing -> o.request().settings().step(0).weight();
            case Promoting -> ALL;
            case Initializing, Stable, Progressing, RollingBack, RolledBack ->
                state.progress().weight();
        };
    }

    private Optional<Autoscaler> autoscaler(Revision revision) {
        Scaling scaling = scaling(revision);
        if (!scaling.automatic()) {
            return Optional.empty();
        }
        boolean growsOnly = state.canary().isPresent() || !isStable(revision);
        if (!growsOnly) {
            return Optional.of(new Autoscaler(scaling.min(), scaling.max(), false));
        }
        // It would scale down to its maximum, even where it may only grow.
        int max = Math.max(scaling.max(), Math.max(needed(revision), now(revision)));
        return Optional.of(new Autoscaler(
                isCanary(revision) && !isFull(scaling) ? smallestCanary(scaling) : scaling.min(), max, true));
    }

    /** A component that the spec leaves out by now stays as large as it is where it runs. */
    private Scaling scaling(Revision revision) {
        int now = now(revision);
        return Optional.ofNullable(o.request().settings().scaling().get(component))
                .orElse(Scaling.fixed(now > 0 ? now : DEFAULT_REPLICAS));
    }

    private boolean isFull(Scaling scaling) {
        CanarySize asked =
                o.request().settings().canarySize().orElse(scaling.automatic() ? CanarySize.Weight : CanarySize.Full);
        return asked == CanarySize.Full;
    }

    private boolean isStable(Revision revision) {
        return state.stable().filter(s -> s.revision().equals(revision)).isPresent();
    }

    private boolean isCanary(Revision revision) {
        return state.canary()
                .filter(c -> c.attempt().revision().equals(revision))
                .isPresent();
    }

    private int now(Revision revision) {
        return o.cluster().workloads(revision.id()).workload(component).replicas();
    }
}
