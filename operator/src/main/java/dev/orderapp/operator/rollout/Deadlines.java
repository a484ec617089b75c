package dev.orderapp.operator.rollout;

import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a canary may wait for what it needs: {@code canary.progressDeadline} for its migration to begin, its Pods, a weight that
 * is set, the stable Services. Only time counts in which the operator ran and the release could have moved: a pause, an approval
 * or a migration that runs stop the clock, and so does an operator that was away.
 */
final class Deadlines {
    /** So often is the time saved while a canary starts: often enough to lose little, seldom enough to cost nothing. */
    private static final int SAVES = 20;

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /** A longer silence than this, and than two intervals, is an operator that was away. */
    private static final Duration ABSENCE = Duration.ofSeconds(30);

    private Deadlines() {}

    /**
     * The state of a canary that starts, with the time that it has waited.
     *
     * @param moving whether it could have moved
     */
    static State track(Observation o, State state, boolean moving) {
        Progress progress = state.progress();
        Progress measured = progress.measured(o.now());
        if (progress.measuredAt().isEmpty()) {
            return state.progress(measured);
        }
        Instant last = progress.measuredAt().get();
        if (o.now().isBefore(nextSave(o, state)) && !o.now().isBefore(last)) {
            return state;
        }
        Duration passed = Duration.between(last, o.now());
        Duration most = longest(interval(o).multipliedBy(2), ABSENCE);
        boolean counts = moving && !passed.isNegative() && passed.compareTo(most) <= 0;
        return state.progress(counts ? measured.waited(progress.waited().plus(passed)) : measured);
    }

    /** When the time that a starting canary has waited is next saved; at the deadline at the latest. */
    static Instant nextSave(Observation o, State state) {
        Duration left = deadline(o).minus(state.progress().waited());
        Duration interval = interval(o);
        Duration next = left.compareTo(interval) < 0 && !left.isNegative() && !left.isZero() ? left : interval;
        return state.progress().measuredAt().orElse(o.now()).plus(next);
    }

    private static Duration interval(Observation o) {
        return longest(deadline(o).dividedBy(SAVES), SHORTEST_INTERVAL);
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** The end of a canary that did not start in time. */
    static Optional<AttemptResult> toStart(Observation o, State state, Attempt canary) {
        String missing =
                Checks.missing(o, state).map(job -> job + trouble(o, canary)).orElseGet(() -> missing(o, canary));
        return exceeded(o, state, canary, missing + "; no visitor was sent to it");
    }

    /** The end of a canary whose step's weight could not be set in time. */
    static Optional<AttemptResult> toRoute(Observation o, State state, Attempt canary) {
        int weight = state.progress().weight();
        return exceeded(o, state, canary, "weight " + weight + " could not be set" + trouble(o, canary));
    }

    /** The end of a canary whose step passed, but for Pods that stayed unready. */
    static Optional<AttemptResult> toAdvance(Observation o, State state, Attempt canary) {
        int weight = state.progress().weight();
        String missing = Checks.missing(o, state)
                .filter(job -> o.allReady(canary.revision()))
                .map(job -> job + ", to go on from weight ")
                .orElse("not all Pods were ready to go on from weight ");
        return exceeded(o, state, canary, missing + weight + trouble(o, canary));
    }

    /** The end of a promotion for whose last check no Job could be made in time. */
    static Optional<AttemptResult> toCheck(Observation o, State state, Attempt canary) {
        return Checks.missing(o, state).flatMap(job -> exceeded(o, state, canary, job + trouble(o, canary)));
    }

    /** The end of a promotion for which the stable Services did not list all of the canary's Pods in time. */
    static Optional<AttemptResult> toSwitch(Observation o, State state, Attempt canary) {
        return exceeded(o, state, canary, "the stable Services did not list all of its Pods" + trouble(o, canary));
    }

    private static Optional<AttemptResult> exceeded(Observation o, State state, Attempt canary, String missing) {
        Duration waited = state.progress().waited();
        return waited.compareTo(deadline(o)) < 0
                ? Optional.empty()
                : Optional.of(AttemptResult.of(
                        OutcomeReason.ProgressDeadlineExceeded,
                        "revision " + canary.id() + " waited for " + DurationFormats.inSentence(waited) + ": "
                                + missing,
                        o.now()));
    }

    private static String missing(Observation o, Attempt canary) {
        Migration migration = o.cluster().workloads(canary.id()).migration().status();
        if (!DesiredState.mayStart(canary, o)) {
            return migration == Migration.Absent
                    ? "its migration Job was not created" + trouble(o, canary)
                    : "its migration Job did not begin" + trouble(o, canary);
        }
        if (!o.allReady(canary.revision())) {
            return "its Pods were not ready" + trouble(o, canary);
        }
        return DesiredState.isListed(canary, o)
                ? (o.cluster().entrance().isUnconfirmed()
                                ? "its canary routes were not accepted"
                                : "its canary routes were not there")
                        + trouble(o, canary)
                : "its canary Services did not list its Pods" + trouble(o, canary);
    }

    private static Duration deadline(Observation o) {
        return o.request().settings().timing().progressDeadline();
    }

    /** For example {@code (backend 0 of 2 ready, frontend 2 of 2 ready; Pod … waits: ImagePullBackOff)}. */
    static String trouble(Observation o, Attempt canary) {
        RevisionWorkloads workloads = o.cluster().workloads(canary.id());
        String ready = canary.revision().components().stream()
                .sorted()
                .map(c -> c + " " + workloads.workload(c).ready() + " of " + o.wanted(canary.revision(), c) + " ready")
                .collect(Collectors.joining(", "));
        String why = workloads
                .trouble()
                .or(() -> workloads.migration().waiting())
                .or(() -> o.obstacle(Obstacle.Area.Applied).map(Obstacle::message))
                .or(() -> o.cluster().entrance().objection())
                .map(reason -> "; " + reason)
                .orElse("");
        return " (" + ready + why + ")";
    }
}
