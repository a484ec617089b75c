package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.EventNote.normal;
import static dev.orderapp.operator.rollout.EventNote.warning;

import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.util.Optional;

/**
 * How a canary becomes the stable revision, barrier by barrier: the stable Services switch to it, the data plane follows, the canary
 * routes go, the data plane follows once more. It also begins without any comparison where the stable revision is down, or a person
 * goes back to a revision that was promoted before.
 */
final class Promotion {
    private Promotion() {}

    /** Why a canary whose Pods are ready takes no steps; empty if it does, as nearly all do. */
    static Optional<AttemptResult> withoutSteps(Observation o, Attempt canary) {
        if (StableHealth.isDown(o)) {
            return Optional.of(StableHealth.result(o));
        }
        return Undo.isRequested(o, canary.revision()) ? Optional.of(Undo.result(o)) : Optional.empty();
    }

    /** The canary serves everybody without a comparison. */
    static Decision takeOver(Observation o, State state, Attempt attempt, AttemptResult result) {
        int last = o.request().settings().steps().size() - 1;
        Canary canary = new Canary(attempt, Optional.empty(), Optional.of(result));
        State counted = result.reason() == OutcomeReason.UndoRequested
                ? state.handled(Action.UNDO, state.requireStable().actionValue())
                : state;
        return Decision.to(
                counted.promoting(canary, o.now()).progress(Progress.step(last, 100)),
                warning(result.reason().name(), "revision " + attempt.id() + " takes over: " + result.message()));
    }

    static Decision advance(Observation o, Canary promoted) {
        Attempt canary = promoted.attempt();
        State state = Analysis.measure(o, o.state(), canary);
        Optional<AttemptResult> end = RollbackRules.withTraffic(o, state, canary);
        if (end.isPresent()) {
            return Rollback.begin(state, canary, end.get(), o);
        }
        return switch (state.requireBarrier().barrier()) {
            case SwitchingStable ->
                o.stableServes(canary)
                        ? Decision.stay(state.progress(state.progress().waited(Duration.ZERO))
                                .barrier(Barrier.SettlingStable, o.now()))
                        : switching(o, state, canary);
            case SettlingStable ->
                isDrained(o) ? Decision.stay(state.barrier(Barrier.RemovingRoute, o.now())) : Decision.stay(state);
            case RemovingRoute ->
                o.noRoutes() ? Decision.stay(state.barrier(Barrier.Draining, o.now())) : Decision.stay(state);
            case Draining ->
                isDrained(o) && state.progress().hasReadyPods() ? promoted(o, state, promoted) : Decision.stay(state);
        };
    }

    /** Not all of its Pods are ready and listed: it goes on waiting, or back while there is something to go back to. */
    private static Decision switching(Observation o, State state, Attempt canary) {
        Duration waited = state.progress().waited();
        Optional<AttemptResult> end =
                waited.compareTo(o.request().settings().timing().drain()) < 0
                        ? Optional.empty()
                        : RollbackRules.superseded(o, state, canary);
        return end.or(() -> StableHealth.isDown(o) ? Optional.empty() : Deadlines.toSwitch(o, state, canary))
                .map(result -> Rollback.begin(state, canary, result, o))
                .orElse(Decision.stay(state));
    }

    private static Decision promoted(Observation o, State state, Canary canary) {
        AttemptResult result = canary.result().orElseGet(() -> passed(o, state));
        State next = state.finished(canary.attempt(), result, o.now())
                .rest(Phase.Stable, o.now())
                .stable(canary.attempt().inRoleSince(o.now()))
                .previous(state.stable().map(s -> s.inRoleSince(o.now())));
        return Decision.to(
                next, normal("Promoted", "revision " + canary.id() + " serves everybody; " + result.message()));
    }

    private static AttemptResult passed(Observation o, State state) {
        String evidence = Analysis.summary(o, state);
        return AttemptResult.of(
                OutcomeReason.AllStepsPassed,
                "all steps passed" + (evidence.isEmpty() ? "" : ": " + evidence),
                o.now());
    }

    /** Whether the data plane had the time it may need since the barrier was saved. */
    private static boolean isDrained(Observation o) {
        Duration drain = o.request().settings().timing().drain();
        return !o.now().isBefore(o.state().requireBarrier().since().plus(drain));
    }
}
