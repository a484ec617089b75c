package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.EventNote.normal;
import static dev.orderapp.operator.rollout.EventNote.warning;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
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
 * any canary    a rollback rule or a deadline                                   → RollingBack
 * any canary    ready, and the stable revision is down, or undo is requested     → Promoting
 * RollingBack   the stable revision is down, and something else is asked for     → Stable or RolledBack, which start it
 * </pre>
 */
public final class Rollout {
    private Rollout() {}

    /** What to do about what was observed. Total: there is an answer to every observation. */
    public static Plan decide(Observation observed) {
        Observation o = observed.in(StableHealth.track(observed));
        State state = o.state();
        Decision decision =
                switch (state.phase()) {
                    case Initializing -> initializing(o);
                    case Stable, RolledBack -> resting(o, state.requireStable());
                    case Preparing -> preparing(o, state.requireCanary().attempt());
                    case Progressing -> progressing(o, state.requireCanary().attempt());
                    case Promoting -> Promotion.advance(o, state.requireCanary());
                    case RollingBack -> Rollback.advance(o);
                };
        State next =
                decision.eventNotes().isEmpty() ? AnalysisSchedule.worthSaving(o, decision.next()) : decision.next();
        return new Plan(next, DesiredState.of(next, o), decision.eventNotes(), NextReconcile.at(next, o));
    }

    /**
     * Whose counters decisions depend on in this state; to be read whenever {@link #isMeasurementDue a measurement is due}.
     *
     * @return empty if no revision is judged
     */
    public static Optional<Comparison> comparison(Instant now, Request request, State state) {
        return AnalysisSchedule.comparison(now, request, state);
    }

    /** Whether the interval since the last measurement is over, so that the next decision counts what was read for it. */
    public static boolean isMeasurementDue(Instant now, Request request, State state) {
        return AnalysisSchedule.isDue(now, request, state);
    }

    /** Per cent of the visitors that are sent to the canary, as Services and canary routes say. */
    public static int weightSet(State state, Observation o) {
        return state.canary()
                .map(canary -> state.splitComponents().stream()
                        .mapToInt(c -> o.cluster().routing(c).weightOf(canary.id()))
                        .min()
                        .orElse(0))
                .orElse(0);
    }

    private static Decision initializing(Observation o) {
        State state = o.state();
        Optional<StatusRecovery> running = state.stable().isEmpty() ? StatusRecovery.of(o) : Optional.empty();
        if (running.isPresent()) {
            return recovered(running.get(), o);
        }
        Optional<Revision> target = o.request().target();
        Optional<Attempt> first = state.stable();
        if (target.isPresent() && !first.map(Attempt::revision).equals(target)) {
            return startFirst(AttemptNumbers.next(o, target.get()), state, o);
        }
        if (first.isEmpty()) {
            return Decision.stay(state);
        }
        String retry = first.get().actionValue();
        if (o.requested(Action.RETRY, retry)) {
            return startFirst(AttemptNumbers.next(o, first.get().revision()), state.handled(Action.RETRY, retry), o);
        }
        if (!available(o, first.get())) {
            return Decision.stay(state);
        }
        AttemptResult result = new AttemptResult(
                Outcome.Promoted,
                OutcomeReason.FirstRevision,
                "the first revision is available, nothing to compare with",
                o.now());
        return Decision.to(
                state.finished(first.get(), result, o.now()).rest(Phase.Stable, o.now()),
                normal("Stable", "revision " + first.get().id() + " is available and serves everybody"));
    }

    private static Decision startFirst(Attempt attempt, State state, Observation o) {
        return Decision.to(
                state.stable(attempt).lastAttempt(attempt.number()).phase(Phase.Initializing, o.now()),
                normal("Initializing", "revision " + attempt.id() + " starts as the first one"));
    }

    private static Decision recovered(StatusRecovery running, Observation o) {
        State state = running.state(o);
        String message = "there is no status, but revision " + running.stable().id() + " serves: it is the stable one";
        return running.leaving(o)
                .map(leaving ->
                        Rollback.begin(state, leaving, AttemptResult.of(OutcomeReason.StatusLost, message, o.now()), o))
                .orElseGet(() -> Decision.to(state, warning(OutcomeReason.StatusLost.name(), message)));
    }

    /** All Pods ready and listed behind the stable Services, and visitors come in. */
    private static boolean available(Observation o, Attempt attempt) {
        return o.allReady(attempt.revision())
                && o.stableServes(attempt)
                && o.cluster().entrance().isOpen();
    }

    private static Decision resting(Observation o, Attempt stable) {
        State state = o.state();
        if (state.previous().isPresent()) {
            State measured = WarmRevision.keepWhileRouted(o, Analysis.measure(o, state, stable));
            Optional<AttemptResult> end = state.previous()
                    .filter(warm -> WarmRevision.canTakeOver(o, warm))
                    .flatMap(warm -> RollbackRules.withTraffic(o, measured, stable));
            if (end.isPresent()) {
                return Rollback.begin(WarmRevision.undoPromotion(measured), stable, end.get(), o);
            }
            state = measured;
        }
        Optional<Revision> target = o.request().target();
        if (target.filter(stable.revision()::equals).isPresent()) {
            return state.phase() == Phase.RolledBack
                    ? Decision.to(
                            state.failed(Optional.empty()).phase(Phase.Stable, o.now()),
                            normal("UpToDate", "the spec asks for the stable revision " + stable.id() + " again"))
                    : Decision.stay(WarmRevision.dropExpiredPrevious(o, state));
        }
        State rested = SecondChance.measure(o, state);
        return startable(o, rested)
                .filter(attempt -> !o.request().paused())
                .filter(attempt -> o.blocking().isEmpty())
                .filter(attempt -> StartFreeze.of(o, attempt.revision()).isEmpty())
                .filter(attempt -> WarmRevision.hasRoom(o, rested, attempt))
                .filter(attempt -> KeptFailure.isGone(o, rested, attempt.revision()))
                .filter(attempt -> o.queue().isEmpty() || Emergency.is(o, attempt.revision()))
                .map(attempt -> start(o, attempt, stable))
                .orElseGet(() -> Decision.stay(WarmRevision.dropExpiredPrevious(o, rested)));
    }

    /** The attempt that the spec asks for, unless that revision failed and no retry was requested. */
    static Optional<Attempt> startable(Observation o, State state) {
        return o.request().target().flatMap(revision -> {
            Optional<FailedRevision> failure = state.failedAs(revision);
            boolean may = failure.isEmpty()
                    || o.requested(Action.RETRY, failure.get().actionValue())
                    || SecondChance.complete(o, state);
            return may ? Optional.of(AttemptNumbers.next(o, revision)) : Optional.empty();
        });
    }

    private static Decision start(Observation o, Attempt attempt, Attempt stable) {
        State state = o.state();
        // A warm revision that is asked for again may still have its old visitors: should it be given up before it gets
        // new ones, it is drained as before.
        State next = state.preparing(attempt, o.now())
                .previous(state.previous().filter(warm -> warm.revision().equals(attempt.revision())));
        Optional<FailedRevision> failure = state.failedAs(attempt.revision());
        State counted = failure.map(FailedRevision::actionValue)
                .filter(value -> o.requested(Action.RETRY, value))
                .map(value -> next.handled(Action.RETRY, value))
                .orElse(next);
        return Decision.to(
                counted,
                normal(
                        "Preparing",
                        "revision " + attempt.id() + (failure.isPresent() ? " is tried again and" : "")
                                + " starts beside " + stable.id()));
    }

    private static Decision preparing(Observation o, Attempt canary) {
        State state = Deadlines.track(o, o.state(), mayMove(o, canary));
        Optional<AttemptResult> end = RollbackRules.beforeTraffic(o, state, canary);
        if (end.isPresent()) {
            return Rollback.begin(state, canary, end.get(), o);
        }
        boolean ready = o.allReady(canary.revision()) && DesiredState.isListed(canary, o);
        if (ready && o.request().paused()) {
            return Decision.stay(state);
        }
        Optional<AttemptResult> atOnce = ready ? Promotion.withoutSteps(o, canary) : Optional.empty();
        if (atOnce.isPresent()) {
            return Promotion.takeOver(o, state, canary, atOnce.get());
        }
        if (ready && o.isRouted(state, canary)) {
            return step(o, state, canary, 0);
        }
        return orRollBack(Deadlines.toStart(o, state, canary), o, state, canary);
    }

    /** Whether a starting canary could go on, so that its deadline runs: not while a migration runs, which is never stopped. */
    private static boolean mayMove(Observation o, Attempt canary) {
        boolean migrates = o.cluster().workloads(canary.id()).migration().isRunning();
        return !o.request().paused() && !migrates && !DesiredState.waitsForMigration(canary, o);
    }

    private static Decision progressing(Observation o, Attempt canary) {
        State state = Analysis.measure(o, o.state(), canary);
        Optional<AttemptResult> end = RollbackRules.inStep(o, state, canary);
        if (end.isPresent()) {
            return Rollback.begin(state, canary, end.get(), o);
        }
        Optional<AttemptResult> atOnce = mayAdvance(o, canary) ? Promotion.withoutSteps(o, canary) : Optional.empty();
        if (atOnce.isPresent()) {
            return Promotion.takeOver(o, state, canary, atOnce.get());
        }
        if (!o.isRouted(state, canary)) {
            return orRollBack(Deadlines.toRoute(o, state, canary), o, state, canary);
        }
        Progress progress = state.progress();
        return progress.startedAt().isEmpty()
                ? Decision.stay(state.progress(progress.started(o.now())))
                : holding(o, state, canary);
    }

    /** A step at its weight: whether it ends, and how. */
    private static Decision holding(Observation o, State state, Attempt canary) {
        Progress progress = state.progress();
        Step step = o.request().settings().step(progress.step());
        String promote = canary.actionValue(progress.step());
        if (o.requested(Action.PROMOTE, promote)) {
            return mayAdvance(o, canary)
                    ? advance(o, state.handled(Action.PROMOTE, promote), canary, "was ended by promote")
                    : stayUntilDeadline(o, state, canary);
        }
        if (!Analysis.isHoldOver(o, progress)) {
            return Decision.stay(state);
        }
        return switch (Analysis.gate(o, state)) {
            case OPEN ->
                step.approval() || !mayAdvance(o, canary)
                        ? stayUntilDeadline(o, state, canary)
                        : advance(o, state, canary, "held " + progress.held().toSeconds() + " s and passed");
            case NO_DATA -> orRollBack(undecided(OutcomeReason.NoData, step.hold(), o, state), o, state, canary);
            case WAIT -> orRollBack(undecided(OutcomeReason.MaxHoldExceeded, maxHold(o), o, state), o, state, canary);
            case UNSOUND ->
                orRollBack(undecided(OutcomeReason.ComparisonUnsound, maxHold(o), o, state), o, state, canary);
        };
    }

    private static Duration maxHold(Observation o) {
        return o.request().settings().timing().maxHold();
    }

    private static Decision orRollBack(Optional<AttemptResult> end, Observation o, State state, Attempt canary) {
        return end.map(result -> Rollback.begin(state, canary, result, o)).orElse(Decision.stay(state));
    }

    /** Stays, but not for ever where only Pods are missing. */
    private static Decision stayUntilDeadline(Observation o, State state, Attempt canary) {
        return o.request().paused()
                ? Decision.stay(state)
                : orRollBack(Deadlines.toAdvance(o, state, canary), o, state, canary);
    }

    private static boolean mayAdvance(Observation o, Attempt canary) {
        return !o.request().paused() && o.allReady(canary.revision());
    }

    /** The end of a step that has had no verdict for as long as it may. */
    private static Optional<AttemptResult> undecided(OutcomeReason reason, Duration most, Observation o, State state) {
        Progress progress = state.progress();
        if (progress.undecided().compareTo(most) < 0) {
            return Optional.empty();
        }
        String message = Analysis.missing(o, state) + "; no verdict for "
                + progress.undecided().toSeconds() + " s at weight " + progress.weight();
        return Optional.of(AttemptResult.of(reason, message, o.now()));
    }

    private static Decision advance(Observation o, State state, Attempt canary, String why) {
        int index = state.progress().step();
        Settings settings = o.request().settings();
        // Also where the steps were cut to fewer meanwhile: the Pods of a small step could not serve everybody.
        if (!settings.isLast(index)
                || state.progress().weight() < settings.step(index).weight()) {
            return step(o, state, canary, settings.isLast(index) ? index : index + 1);
        }
        return Decision.to(
                state.promoting(Canary.starting(canary), o.now()),
                normal("Promoting", "the last step " + why + "; the stable Services switch to " + canary.id()));
    }

    private static Decision step(Observation o, State state, Attempt canary, int index) {
        int weight = o.request().settings().step(index).weight();
        Map<String, Evidence> evidence = new HashMap<>(state.evidence());
        evidence.replaceAll((metric, totals) -> totals.startStep());
        return Decision.to(
                state.phase(Phase.Progressing, o.now()).evidence(evidence).progress(Progress.step(index, weight)),
                normal(
                        "StepStarted",
                        "revision " + canary.id()
                                + (weight == 0 ? " is open to testers" : " gets " + weight + " % of the visitors")
                                + " (step " + (index + 1) + " of "
                                + o.request().settings().steps().size() + ")"));
    }
}
