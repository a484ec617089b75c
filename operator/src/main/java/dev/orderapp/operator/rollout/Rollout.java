package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.EventNote.normal;
import static dev.orderapp.operator.rollout.EventNote.warning;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The table of phases. Each call takes at most one transition, so that it is saved before anything is done about it; what
 * the cluster should then have is derived by {@link DesiredState} from the saved state alone. One method per row of the table:
 *
 * <pre>
 * Initializing  available, or already serving though the status was lost         → Stable
 * Stable        a new revision that is not the failed one                        → Preparing
 * Preparing     all Pods ready, canary routes there at weight 0                  → Progressing
 * Progressing   hold over, evidence passes, approved: next step, after the last  → Promoting
 * Promoting     stable Services switched, settled, canary routes gone, drained   → Stable
 * RollingBack   stable Services back, canary routes gone, drained                → RolledBack (Superseded: Stable)
 * RolledBack    another revision, or retry                                       → Preparing
 * any canary    a danger, a deadline, a later revision                           → RollingBack
 * any canary    ready, and the stable revision is down                           → Promoting
 * RollingBack   the stable revision is down, and something else is asked for     → Stable or RolledBack, which start it
 * </pre>
 */
public final class Rollout {
    private Rollout() {}

    /** What to do about what was observed. Total: there is an answer to every observation. */
    public static Plan decide(Observation observed) {
        Observation o = observed.in(StableHealth.track(observed));
        Decision decision =
                switch (o.state().phase()) {
                    case Initializing -> initializing(o);
                    case Stable, RolledBack -> resting(o);
                    case Preparing -> preparing(o);
                    case Progressing -> progressing(o);
                    case Promoting -> Promotion.goOn(o);
                    case RollingBack -> Rollback.goOn(o);
                };
        State next = decision.notes().isEmpty() ? Analysis.worthSaving(o, decision.next()) : decision.next();
        return new Plan(next, DesiredState.of(next, o), decision.notes(), NextReconcile.lookAgain(next, o));
    }

    /**
     * Whose counters decisions depend on in this state; to be read whenever {@link #isLookDue a look is due}.
     *
     * @return empty if nobody is on trial
     */
    public static Optional<Comparison> comparison(Instant now, Request request, State state) {
        return Analysis.comparison(now, request, state);
    }

    /** Whether the interval since the last look is over, so that the next decision counts what was read for it. */
    public static boolean isLookDue(Instant now, Request request, State state) {
        return Analysis.due(now, request, state);
    }

    /** Per cent of the visitors that are sent to the canary, as Services and canary Ingresses say. */
    public static int weightSet(State state, Observation o) {
        return state.canary()
                .map(canary -> DesiredState.routed(state).stream()
                        .map(c -> o.cluster().routing(c))
                        .mapToInt(r ->
                                r.stable().selects().filter(canary.id()::equals).isPresent()
                                        ? 100
                                        : r.route()
                                                .filter(route ->
                                                        route.revision().equals(canary.id()))
                                                .map(Routing.Route::weight)
                                                .orElse(0))
                        .min()
                        .orElse(0))
                .orElse(0);
    }

    private static Decision initializing(Observation o) {
        State state = o.state();
        Optional<StatusRecovery> running = state.stable().isEmpty() ? StatusRecovery.of(o) : Optional.empty();
        if (running.isPresent()) {
            return adopted(running.get(), o);
        }
        Optional<Revision> target = o.request().target();
        Optional<Attempt> first = state.stable();
        if (target.isPresent() && !first.map(Attempt::revision).equals(target)) {
            return startFirst(AttemptNumbers.next(o, target.get()), state, o);
        }
        if (first.isEmpty()) {
            return Decision.stay(state);
        }
        String attempt = RollbackRules.attempt(first.get());
        if (RollbackRules.requested(o, Action.RETRY, attempt)) {
            return startFirst(AttemptNumbers.next(o, first.get().revision()), state.handled(Action.RETRY, attempt), o);
        }
        if (!available(o, first.get())) {
            return Decision.stay(state);
        }
        AttemptResult ending = new AttemptResult(
                Outcome.Promoted,
                OutcomeReason.FirstRevision,
                "the first revision is available, nothing to compare with",
                o.now());
        return Decision.to(
                state.chapter(new FinishedAttempt(first.get(), ending, o.now())).rest(Phase.Stable, o.now()),
                normal("Stable", "revision " + first.get().id() + " is available and serves everybody"));
    }

    private static Decision startFirst(Attempt trial, State state, Observation o) {
        return Decision.to(
                state.stable(trial).attempts(trial.attempt()).phase(Phase.Initializing, o.now()),
                normal("Initializing", "revision " + trial.id() + " starts as the first one"));
    }

    private static Decision adopted(StatusRecovery running, Observation o) {
        State state = running.state(o);
        String message = "there is no status, but revision " + running.stable().id() + " serves: it is the stable one";
        return running.leaving().isPresent()
                ? Rollback.begin(state, AttemptResult.of(OutcomeReason.StatusLost, message, o.now()), o)
                : Decision.to(state, warning(OutcomeReason.StatusLost.name(), message));
    }

    /** All Pods ready and listed behind the stable Services, and the Ingress there by which visitors come in. */
    private static boolean available(Observation o, Attempt trial) {
        return o.allReady(trial.revision())
                && o.stableServes(trial)
                && o.cluster().ingress();
    }

    private static Decision resting(Observation o) {
        State state = o.state();
        Attempt stable = state.stable().orElseThrow();
        if (state.previous().isPresent()) {
            State seen = WarmRevision.stillLedTo(o, Analysis.at(o, state, stable));
            Optional<AttemptResult> danger = state.previous()
                    .filter(warm -> WarmRevision.mayTurnBack(o, warm))
                    .flatMap(warm -> RollbackRules.first(o, seen, stable));
            if (danger.isPresent()) {
                return Rollback.begin(WarmRevision.promotedBack(seen, stable), danger.get(), o);
            }
            state = seen;
        }
        Optional<Revision> target = o.request().target();
        if (target.filter(stable.revision()::equals).isPresent()) {
            return state.phase() == Phase.RolledBack
                    ? Decision.to(
                            state.failed(Optional.empty()).phase(Phase.Stable, o.now()),
                            normal("UpToDate", "the spec asks for the stable revision " + stable.id() + " again"))
                    : Decision.stay(WarmRevision.cooled(o, state));
        }
        State rested = SharedOutageRetry.at(o, state);
        return startable(o, rested)
                .filter(trial -> !o.request().paused())
                .filter(trial -> o.obstacles().stream()
                        .noneMatch(obstacle -> obstacle.kind().blocksStart()))
                .filter(trial -> WarmRevision.hasRoom(o, rested, trial))
                .map(trial -> start(o, trial))
                .orElseGet(() -> Decision.stay(WarmRevision.cooled(o, rested)));
    }

    /** The try that the spec asks for, unless that revision failed and nobody said retry. */
    private static Optional<Attempt> startable(Observation o, State state) {
        return o.request().target().flatMap(revision -> {
            Optional<FailedRevision> failure =
                    state.failed().filter(f -> f.revision().equals(revision.id()));
            boolean may = failure.isEmpty()
                    || RollbackRules.requested(o, Action.RETRY, failure.get().value())
                    || SharedOutageRetry.complete(o, state);
            return may ? Optional.of(AttemptNumbers.next(o, revision)) : Optional.empty();
        });
    }

    private static Decision start(Observation o, Attempt trial) {
        State state = o.state();
        State next = state.rest(Phase.Preparing, o.now())
                // A warm revision that is asked for again may still have visitors, should it be given up before it gets
                // new ones.
                .previous(state.previous().filter(warm -> warm.revision().equals(trial.revision())))
                .failed(Optional.empty())
                .evidence(Map.of())
                .attempts(trial.attempt())
                .canary(trial);
        Optional<FailedRevision> before =
                state.failed().filter(f -> f.revision().equals(trial.id()));
        boolean said = before.filter(f -> RollbackRules.requested(o, Action.RETRY, f.value()))
                .isPresent();
        State counted = said ? next.handled(Action.RETRY, o.request().actions().get(Action.RETRY)) : next;
        return Decision.to(
                counted,
                normal(
                        "Preparing",
                        "revision " + trial.id() + (before.isPresent() ? " is tried again and" : "")
                                + " starts beside "
                                + state.stable().orElseThrow().id()));
    }

    private static Decision preparing(Observation o) {
        Attempt canary = o.state().canary().orElseThrow();
        State state = Deadlines.watch(o, o.state(), mayMove(o, canary));
        Optional<AttemptResult> end = RollbackRules.abortRequested(o, state, canary)
                .or(() -> RollbackRules.superseded(o, canary))
                .or(() -> migrationFailed(o, canary));
        if (end.isPresent()) {
            return Rollback.begin(state, end.get(), o);
        }
        boolean ready = o.allReady(canary.revision()) && DesiredState.listed(canary, o);
        if (ready && o.request().paused()) {
            return Decision.stay(state);
        }
        if (ready && StableHealth.isDown(o)) {
            return Promotion.takeOver(o, state);
        }
        if (ready && RollbackRules.routed(o, state, canary, 0)) {
            return step(o, state, 0);
        }
        return Deadlines.toStart(o, state, canary)
                .map(late -> Rollback.begin(state, late, o))
                .orElse(Decision.stay(state));
    }

    /** Whether a starting canary could go on, so that its deadline runs: not while a migration runs, which is never stopped. */
    private static boolean mayMove(Observation o, Attempt canary) {
        boolean migrates = o.cluster().fleet(canary.id()).migration().status() == Migration.Running;
        return !o.request().paused() && !migrates && !DesiredState.waitsForMigration(canary, o);
    }

    private static Optional<AttemptResult> migrationFailed(Observation o, Attempt canary) {
        return o.cluster().fleet(canary.id()).migration().failedIn(canary)
                ? Optional.of(AttemptResult.of(
                        OutcomeReason.MigrationFailed, "the migration Job of " + canary.id() + " failed", o.now()))
                : Optional.empty();
    }

    private static Decision progressing(Observation o) {
        Attempt canary = o.state().canary().orElseThrow();
        State state = Analysis.at(o, o.state(), canary);
        Optional<AttemptResult> end =
                RollbackRules.first(o, state, canary).or(() -> RollbackRules.superseded(o, canary));
        if (end.isPresent()) {
            return Rollback.begin(state, end.get(), o);
        }
        if (StableHealth.isDown(o) && mayAdvance(o, canary)) {
            return Promotion.takeOver(o, state);
        }
        Progress progress = state.progress();
        boolean routed = RollbackRules.routed(o, state, canary, progress.weight());
        if (!routed) {
            return Deadlines.toRoute(o, state, canary)
                    .map(late -> Rollback.begin(state, late, o))
                    .orElse(Decision.stay(state));
        }
        return progress.startedAt().isEmpty()
                ? Decision.stay(state.progress(progress.started(o.now())))
                : holding(o, state, canary);
    }

    /** A step at its weight: whether it ends, and how. */
    private static Decision holding(Observation o, State state, Attempt canary) {
        Progress progress = state.progress();
        Step step = o.request().settings().step(progress.step());
        String promote = RollbackRules.promote(state, canary);
        if (RollbackRules.requested(o, Action.PROMOTE, promote)) {
            return mayAdvance(o, canary)
                    ? advance(o, state.handled(Action.PROMOTE, promote), "promote was requested")
                    : orTooLate(o, state, canary);
        }
        if (!Analysis.isHoldOver(o, progress)) {
            return Decision.stay(state);
        }
        return switch (Analysis.passage(o, state)) {
            case OPEN ->
                step.approval() || !mayAdvance(o, canary)
                        ? orTooLate(o, state, canary)
                        : advance(o, state, "held " + progress.held().toSeconds() + " s and passed");
            case NO_DATA ->
                progress.undecided().compareTo(step.hold()) < 0
                        ? Decision.stay(state)
                        : Rollback.begin(
                                state, AttemptResult.of(OutcomeReason.NoData, undecided(o, state), o.now()), o);
            case WAIT ->
                progress.undecided().compareTo(o.request().settings().timing().maxHold()) < 0
                        ? Decision.stay(state)
                        : Rollback.begin(
                                state,
                                AttemptResult.of(OutcomeReason.MaxHoldExceeded, undecided(o, state), o.now()),
                                o);
        };
    }

    /** Stays, but not for ever where only Pods are missing. */
    private static Decision orTooLate(Observation o, State state, Attempt canary) {
        return o.request().paused()
                ? Decision.stay(state)
                : Deadlines.toAdvance(o, state, canary)
                        .map(late -> Rollback.begin(state, late, o))
                        .orElse(Decision.stay(state));
    }

    private static boolean mayAdvance(Observation o, Attempt canary) {
        return !o.request().paused() && o.allReady(canary.revision());
    }

    private static String undecided(Observation o, State state) {
        return Analysis.missing(o, state) + "; no verdict for "
                + state.progress().undecided().toSeconds() + " s at weight "
                + state.progress().weight();
    }

    private static Decision advance(Observation o, State state, String why) {
        int index = state.progress().step();
        if (!o.request().settings().isLast(index)) {
            return step(o, state, index + 1);
        }
        Attempt canary = state.canary().orElseThrow();
        return Decision.to(
                state.phase(Phase.Promoting, o.now()).barrier(Barrier.SwitchingStable, o.now()),
                normal("Promoting", "the last step " + why + "; the stable Services switch to " + canary.id()));
    }

    private static Decision step(Observation o, State state, int index) {
        int weight = o.request().settings().step(index).weight();
        Map<String, Evidence> evidence = new HashMap<>(state.evidence());
        evidence.replaceAll((metric, totals) -> totals.startStep());
        return Decision.to(
                state.phase(Phase.Progressing, o.now()).evidence(evidence).progress(Progress.step(index, weight)),
                normal(
                        "StepStarted",
                        "revision " + state.canary().orElseThrow().id() + " gets " + weight
                                + " % of the visitors (step " + (index + 1) + " of "
                                + o.request().settings().steps().size() + ")"));
    }
}
