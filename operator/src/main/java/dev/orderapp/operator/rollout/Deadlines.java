package dev.orderapp.operator.rollout;

import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a canary may wait for what it needs: {@code canary.progressDeadline} for its migration to begin, its Pods, a weight that
 * is set, the stable Services. Only time counts in which the operator watched and the release could have moved: a pause, an approval
 * or a migration that runs stop the clock, and so does an operator that was away.
 */
final class Deadlines {
    /** So often is the time written down while a canary starts: often enough to lose little, seldom enough to cost nothing. */
    private static final int TICKS = 20;

    private static final Duration SHORTEST_TICK = Duration.ofSeconds(1);

    /** A longer silence than this, and than two ticks, is an operator that was away. */
    private static final Duration ABSENCE = Duration.ofSeconds(30);

    private Deadlines() {}

    /**
     * The state of a canary that starts, with the time that it has waited.
     *
     * @param moving whether it could have moved
     */
    static State watch(Observation o, State state, boolean moving) {
        Progress progress = state.progress();
        if (progress.lookedAt().isEmpty()) {
            return state.progress(progress.looked(o.now()));
        }
        if (o.now().isBefore(nextTick(o, state))
                && !o.now().isBefore(progress.lookedAt().get())) {
            return state;
        }
        Duration passed = Duration.between(progress.lookedAt().get(), o.now());
        Duration most = longest(tick(o).multipliedBy(2), ABSENCE);
        boolean counts = moving && !passed.isNegative() && passed.compareTo(most) <= 0;
        Progress looked = progress.looked(o.now());
        return state.progress(counts ? looked.waited(progress.waited().plus(passed)) : looked);
    }

    /** When the time that a starting canary has waited is next written down; at the deadline at the latest. */
    static Instant nextTick(Observation o, State state) {
        Duration left = deadline(o).minus(state.progress().waited());
        Duration tick = tick(o);
        Duration next = left.compareTo(tick) < 0 && !left.isNegative() && !left.isZero() ? left : tick;
        return state.progress().lookedAt().orElse(o.now()).plus(next);
    }

    private static Duration tick(Observation o) {
        return longest(deadline(o).dividedBy(TICKS), SHORTEST_TICK);
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Whether what the canary waits for has not come in time. */
    static boolean exceeded(Observation o, State state) {
        return state.progress().waited().compareTo(deadline(o)) >= 0;
    }

    /** The end of a canary that did not start in time. */
    static Optional<AttemptResult> toStart(Observation o, State state, Attempt canary) {
        return exceeded(o, state)
                ? Optional.of(late(o, state, canary, missing(o, state, canary) + "; no visitor was sent to it"))
                : Optional.empty();
    }

    /** The end of a canary whose step's weight could not be set in time. */
    static Optional<AttemptResult> toRoute(Observation o, State state, Attempt canary) {
        return exceeded(o, state)
                ? Optional.of(late(
                        o,
                        state,
                        canary,
                        "weight " + state.progress().weight() + " could not be set" + trouble(o, canary)))
                : Optional.empty();
    }

    /** The end of a canary whose step passed, but for Pods that stayed unready. */
    static Optional<AttemptResult> toAdvance(Observation o, State state, Attempt canary) {
        return exceeded(o, state)
                ? Optional.of(late(
                        o,
                        state,
                        canary,
                        "not all Pods were ready to go on from weight "
                                + state.progress().weight() + trouble(o, canary)))
                : Optional.empty();
    }

    /** The end of a promotion for which the stable Services did not list all of the canary's Pods in time. */
    static Optional<AttemptResult> toSwitch(Observation o, State state, Attempt canary) {
        return exceeded(o, state)
                ? Optional.of(
                        late(o, state, canary, "the stable Services did not list all of its Pods" + trouble(o, canary)))
                : Optional.empty();
    }

    private static AttemptResult late(Observation o, State state, Attempt canary, String what) {
        return AttemptResult.of(
                OutcomeReason.ProgressDeadlineExceeded,
                "revision " + canary.id() + " waited for "
                        + DurationFormats.inSentence(state.progress().waited()) + ": " + what,
                o.now());
    }

    private static String missing(Observation o, State state, Attempt canary) {
        Migration migration = o.cluster().fleet(canary.id()).migration().status();
        if (!DesiredState.mayStart(canary.revision(), o)) {
            return migration == Migration.Absent
                    ? "its migration Job was not created" + trouble(o, canary)
                    : "its migration Job did not begin" + trouble(o, canary);
        }
        if (!o.allReady(canary.revision())) {
            return "its Pods were not ready" + trouble(o, canary);
        }
        return DesiredState.listed(canary, o)
                ? "its canary Ingresses were not there" + trouble(o, canary)
                : "its canary Services did not list its Pods" + trouble(o, canary);
    }

    private static Duration deadline(Observation o) {
        return o.request().settings().timing().progressDeadline();
    }

    /** For example {@code (backend 0 of 2 ready, frontend 2 of 2 ready; Pod … waits: ImagePullBackOff)}. */
    static String trouble(Observation o, Attempt canary) {
        RevisionWorkloads fleet = o.cluster().fleet(canary.id());
        String ready = canary.revision().components().stream()
                .sorted()
                .map(c -> c + " " + fleet.workload(c).ready() + " of " + o.wanted(canary.revision(), c) + " ready")
                .collect(Collectors.joining(", "));
        String why = fleet.trouble()
                .or(() -> fleet.migration().waiting())
                .or(() -> o.obstacle(Obstacle.Area.Applied).map(Obstacle::message))
                .map(reason -> "; " + reason)
                .orElse("");
        return " (" + ready + why + ")";
    }
}
