package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.EventNote.normal;
import static dev.orderapp.operator.rollout.EventNote.warning;

import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a canary becomes the stable revision, barrier by barrier: the stable Services switch to it, the data plane follows, the canary
 * Ingresses go, the data plane follows once more. It also begins without any comparison where the stable revision is down.
 */
final class Promotion {
    private Promotion() {}

    /** The canary serves everybody without a comparison, as the stable revision can't serve anybody. */
    static Decision takeOver(Observation o, State state) {
        Attempt canary = state.canary().orElseThrow();
        int last = o.request().settings().steps().size() - 1;
        AttemptResult ending = StableHealth.ending(o);
        return Decision.to(
                state.phase(Phase.Promoting, o.now())
                        .progress(Progress.step(last, 100))
                        .ending(ending)
                        .barrier(Barrier.SwitchingStable, o.now()),
                warning(ending.reason().name(), "revision " + canary.id() + " takes over: " + ending.message()));
    }

    static Decision goOn(Observation o) {
        Attempt canary = o.state().canary().orElseThrow();
        State state = Analysis.at(o, o.state(), canary);
        Optional<AttemptResult> danger = RollbackRules.first(o, state, canary);
        if (danger.isPresent()) {
            return Rollback.begin(state, danger.get(), o);
        }
        return switch (state.barrier().orElseThrow().stage()) {
            case SwitchingStable ->
                o.stableServes(canary)
                        ? Decision.stay(state.progress(state.progress().waited(Duration.ZERO))
                                .barrier(Barrier.SettlingStable, o.now()))
                        : switching(o, state, canary);
            case SettlingStable ->
                drained(o) ? Decision.stay(state.barrier(Barrier.RemovingRoute, o.now())) : Decision.stay(state);
            case RemovingRoute ->
                o.noRoutes() ? Decision.stay(state.barrier(Barrier.Draining, o.now())) : Decision.stay(state);
            case Draining -> drained(o) && state.progress().isUp() ? promoted(o, state, canary) : Decision.stay(state);
        };
    }

    /** Not all of its Pods are ready and listed: it goes on waiting, or back while there is something to go back to. */
    private static Decision switching(Observation o, State state, Attempt canary) {
        Duration waited = state.progress().waited();
        Optional<AttemptResult> end =
                waited.compareTo(o.request().settings().timing().drain()) < 0
                        ? Optional.empty()
                        : RollbackRules.superseded(o, canary);
        return end.or(() -> StableHealth.isDown(o) ? Optional.empty() : Deadlines.toSwitch(o, state, canary))
                .map(ending -> Rollback.begin(state, ending, o))
                .orElse(Decision.stay(state));
    }

    private static Decision promoted(Observation o, State state, Attempt canary) {
        AttemptResult ending = state.ending().orElseGet(() -> passed(o, state));
        State next = state.chapter(new FinishedAttempt(canary, ending, o.now()))
                .rest(Phase.Stable, o.now())
                .stable(canary.from(o.now()))
                .previous(state.stable().map(t -> t.from(o.now())));
        return Decision.to(
                next, normal("Promoted", "revision " + canary.id() + " serves everybody; " + ending.message()));
    }

    private static AttemptResult passed(Observation o, State state) {
        String evidence = Analysis.summary(o, state);
        return AttemptResult.of(
                OutcomeReason.AllStepsPassed,
                "all steps passed" + (evidence.isEmpty() ? "" : ": " + evidence),
                o.now());
    }

    /** Whether the data plane had the time it may need since the barrier was written down. */
    private static boolean drained(Observation o) {
        Instant since = o.state().barrier().orElseThrow().since();
        return !o.now().isBefore(since.plus(o.request().settings().timing().drain()));
    }
}
