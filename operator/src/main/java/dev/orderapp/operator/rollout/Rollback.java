package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.EventNote.normal;
import static dev.orderapp.operator.rollout.EventNote.warning;

import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.util.Optional;

/**
 * How a canary is rolled back, barrier by barrier: the stable Services turn back, the canary Ingresses go, the data plane stops
 * sending to it. It waits for a ready Pod of the stable revision alone, and not even for that where something else is asked for.
 */
final class Rollback {
    private Rollback() {}

    static Decision begin(State state, AttemptResult ending, Observation o) {
        State next = state.phase(Phase.RollingBack, o.now())
                .progress(
                        hadVisitors(o, state)
                                ? state.progress()
                                : state.progress().withoutVisitors())
                .ending(ending)
                .barrier(Barrier.RemovingRoute, o.now());
        State counted = ending.reason() == OutcomeReason.AbortRequested
                ? next.handled(Action.ABORT, o.request().actions().get(Action.ABORT))
                : next;
        String message = "revision " + state.canary().orElseThrow().id() + ": " + ending.message();
        return Decision.to(
                counted,
                ending.outcome() == Outcome.Superseded
                        ? normal(ending.reason().name(), message)
                        : warning(ending.reason().name(), message));
    }

    /** Not if the weight of the first step was decided on and is nowhere set yet. */
    private static boolean hadVisitors(Observation o, State state) {
        Progress progress = state.progress();
        boolean set = o.cluster().routing().values().stream()
                .anyMatch(r -> r.route().filter(route -> route.weight() > 0).isPresent());
        boolean first = state.phase() == Phase.Progressing && progress.step() == 0;
        return progress.weight() > 0 && !(first && progress.startedAt().isEmpty() && !set);
    }

    static Decision goOn(Observation o) {
        State state = o.state();
        return switch (state.barrier().orElseThrow().stage()) {
            case SwitchingStable, SettlingStable, RemovingRoute -> {
                if (state.progress().weight() == 0) {
                    // No visitor was sent to it, so that it waits for nothing but its routes at weight 0.
                    yield o.noRoutes() ? takenBack(o, state) : Decision.stay(state);
                }
                if (evacuated(o, state)) {
                    yield Decision.stay(state.barrier(Barrier.Draining, o.now()));
                }
                yield StableHealth.isDown(o) && somethingElseIsAsked(o, state)
                        ? leftToServe(o, state)
                        : Decision.stay(state);
            }
            case Draining ->
                Drain.isOver(o, state, state.barrier().orElseThrow().since(), EventDelta::canary)
                        ? takenBack(o, state.previous(Optional.empty()))
                        : Decision.stay(Analysis.due(o.now(), o.request(), state) ? looked(o, state) : state);
        };
    }

    private static State looked(Observation o, State state) {
        return state.progress(state.progress().looked(o.now()));
    }

    /** The stable Services list just stable Pods, at least one each, and no canary route is left. */
    private static boolean evacuated(Observation o, State state) {
        Attempt stable = state.stable().orElseThrow();
        return o.noRoutes()
                && stable.revision().components().stream()
                        .allMatch(c -> o.cluster().routing(c).stable().servesOnly(stable.id(), 1));
    }

    /** Whether the spec asks for a revision other than the two, or a person for the canary once more. */
    private static boolean somethingElseIsAsked(Observation o, State state) {
        Attempt canary = state.canary().orElseThrow();
        boolean later = o.request()
                .target()
                .filter(t -> !t.equals(canary.revision()))
                .filter(t -> !t.equals(state.stable().orElseThrow().revision()))
                .isPresent();
        return !o.request().paused()
                && (later || RollbackRules.requested(o, Action.RETRY, RollbackRules.attempt(canary)));
    }

    /**
     * A rollback to a revision that is down: what is asked for next isn't held up by it. The canary, bad as it is, keeps its visitors
     * while it has ready Pods, as nothing else could serve them.
     */
    private static Decision leftToServe(Observation o, State state) {
        Attempt canary = state.canary().orElseThrow();
        String down = state.stable().orElseThrow().id() + " is down";
        // Both are kept until the data plane has surely left the one that goes.
        State left = takenBack(o, state).next().phase(Phase.Stable, o.now());
        Attempt stable = state.stable().orElseThrow();
        boolean serves = o.someReady(canary.revision());
        return Decision.to(
                serves
                        ? left.stable(canary.from(o.now())).previous(Optional.of(stable.from(o.now())))
                        : left.previous(Optional.of(canary.from(o.now()))),
                warning(
                        OutcomeReason.StableDown.name(),
                        "revision " + canary.id() + " can't be rolled back, as " + down
                                + (serves ? "; it serves until the next one is ready: " : ": ")
                                + state.ending().orElseThrow().message()));
    }

    private static Decision takenBack(Observation o, State state) {
        Attempt canary = state.canary().orElseThrow();
        AttemptResult ending = state.ending().orElseThrow();
        State told = state.chapter(new FinishedAttempt(canary, ending, o.now()));
        String stable = state.stable().orElseThrow().id();
        if (ending.outcome() == Outcome.Superseded) {
            return Decision.to(
                    told.rest(Phase.Stable, o.now()),
                    normal("Superseded", "revision " + canary.id() + " was taken back; " + ending.message()));
        }
        State rested = told.rest(Phase.RolledBack, o.now())
                .failed(Optional.of(new FailedRevision(canary.id(), canary.attempt(), ending)));
        String again = SharedOutageRetry.awaited(o.now(), o.request(), rested)
                ? " is tried once more when that version has recovered: "
                : " is not tried again by itself: ";
        return Decision.to(
                rested,
                warning(
                        "RolledBack",
                        "revision " + stable + " serves everybody; " + canary.id() + again + ending.message()));
    }
}
