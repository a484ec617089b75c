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
 * How a canary is rolled back, barrier by barrier: the stable Services turn back, the canary routes go, the data plane stops
 * sending to it. It waits for a ready Pod of the stable revision alone, and not even for that where something else is asked for.
 */
final class Rollback {
    private Rollback() {}

    /** Rolls an attempt back that is the canary, or was promoted and becomes it again. */
    static Decision begin(State state, Attempt attempt, AttemptResult result, Observation o) {
        State next = state.rollingBack(attempt, result, o.now())
                .progress(
                        hadVisitors(o, state)
                                ? state.progress()
                                : state.progress().withoutVisitors());
        State counted = result.reason() == OutcomeReason.AbortRequested
                ? next.handled(Action.ABORT, o.request().actions().get(Action.ABORT))
                : next;
        String message = "revision " + attempt.id() + ": " + result.message();
        return Decision.to(
                counted,
                result.outcome() == Outcome.Superseded
                        ? normal(result.reason().name(), message)
                        : warning(result.reason().name(), message));
    }

    /** Not if the weight of the first step was decided on and is nowhere set yet. */
    private static boolean hadVisitors(Observation o, State state) {
        Progress progress = state.progress();
        boolean set = o.cluster().routing().values().stream()
                .anyMatch(r -> r.route().filter(route -> route.weight() > 0).isPresent());
        boolean first = state.phase() == Phase.Progressing && progress.step() == 0;
        return progress.weight() > 0 && !(first && progress.startedAt().isEmpty() && !set);
    }

    static Decision advance(Observation o) {
        State state = o.state();
        BarrierWait wait = state.requireBarrier();
        return switch (wait.barrier()) {
            case SwitchingStable, SettlingStable, RemovingRoute -> {
                if (state.progress().weight() == 0) {
                    // No visitor was sent to it, so that it waits for nothing but its routes at weight 0, and the
                    // testers' way out.
                    if (!o.noRoutes()) {
                        yield Decision.stay(state);
                    }
                    yield state.progress().isSeenByTesters()
                            ? Decision.stay(state.barrier(Barrier.Draining, o.now()))
                            : rolledBack(o, state);
                }
                if (isEvacuated(o, state)) {
                    yield Decision.stay(state.barrier(Barrier.Draining, o.now()));
                }
                yield StableHealth.isDown(o) && somethingElseIsAsked(o, state)
                        ? leftToServe(o, state)
                        : Decision.stay(state);
            }
            case Draining ->
                Drain.isOver(o, state, wait.since(), EventDelta::canary)
                        ? rolledBack(o, state.previous(Optional.empty()))
                        : Decision.stay(
                                AnalysisSchedule.isDue(o, state)
                                        ? state.progress(state.progress().measured(o.now()))
                                        : state);
        };
    }

    /** The stable Services list just stable Pods, at least one each, and no canary route is left. */
    private static boolean isEvacuated(Observation o, State state) {
        Attempt stable = state.requireStable();
        return o.noRoutes()
                && stable.revision().components().stream()
                        .allMatch(c -> o.cluster().routing(c).stable().servesOnly(stable.id(), 1));
    }

    /** Whether the spec asks for a revision other than the two, or a person for the canary once more. */
    private static boolean somethingElseIsAsked(Observation o, State state) {
        Attempt canary = state.requireCanary().attempt();
        boolean later = o.request()
                .target()
                .filter(t -> !t.equals(canary.revision()))
                .filter(t -> !t.equals(state.requireStable().revision()))
                .isPresent();
        return !o.request().paused() && (later || o.requested(Action.RETRY, canary.actionValue()));
    }

    /**
     * A rollback to a revision that is down: what is asked for next isn't held up by it. The canary, bad as it is, keeps its visitors
     * while it has ready Pods, as nothing else could serve them.
     */
    private static Decision leftToServe(Observation o, State state) {
        Attempt canary = state.requireCanary().attempt();
        Attempt stable = state.requireStable();
        // Both are kept until the data plane has surely left the one that goes.
        State left = rolledBack(o, state).next().phase(Phase.Stable, o.now());
        boolean serves = o.someReady(canary.revision());
        return Decision.to(
                serves
                        ? left.stable(canary.inRoleSince(o.now())).previous(Optional.of(stable.inRoleSince(o.now())))
                        : left.previous(Optional.of(canary.inRoleSince(o.now()))),
                warning(
                        OutcomeReason.StableDown.name(),
                        "revision " + canary.id() + " can't be rolled back, as " + stable.id() + " is down"
                                + (serves ? "; it serves until the next one is ready: " : ": ")
                                + state.requireResult().message()));
    }

    private static Decision rolledBack(Observation o, State state) {
        Attempt canary = state.requireCanary().attempt();
        AttemptResult result = state.requireResult();
        State finished = state.finished(canary, result, o.now());
        if (result.outcome() == Outcome.Superseded) {
            return Decision.to(
                    finished.rest(Phase.Stable, o.now()),
                    normal("Superseded", "revision " + canary.id() + " was rolled back; " + result.message()));
        }
        State rested = finished.rest(Phase.RolledBack, o.now())
                .failed(Optional.of(new FailedRevision(canary.id(), canary.number(), result)));
        String again = SecondChance.awaited(o.now(), o.request(), rested)
                ? " is tried once more when that version has recovered: "
                : " is not tried again by itself: ";
        return Decision.to(
                rested,
                warning(
                        "RolledBack",
                        "revision " + state.requireStable().id() + " serves everybody; " + canary.id() + again
                                + result.message()));
    }
}
