package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Judgement;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.ActionTarget;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a revision that takes traffic is taken back at once. The first rule that applies names the reason; none of them waits
 * for metrics, approval, pause or a valid spec.
 */
final class RollbackRules {
    private static final List<Rule> RULES = List.of(
            RollbackRules::abortRequested,
            RollbackRules::routeRemoved,
            RollbackRules::crashLoop,
            RollbackRules::noReadyPods,
            RollbackRules::analysisFailed);

    private RollbackRules() {}

    /** Looks for one reason to take the trial back. */
    private interface Rule {
        Optional<AttemptResult> check(Observation o, State state, Attempt trial);
    }

    /**
     * The first reason to take a revision back.
     *
     * @param o what was observed
     * @param state the state with this look's evidence in it
     * @param trial the revision that takes traffic: a canary, or a stable version whose predecessor is still warm
     */
    static Optional<AttemptResult> first(Observation o, State state, Attempt trial) {
        return RULES.stream()
                .flatMap(rule -> rule.check(o, state, trial).stream())
                .findFirst();
    }

    /** The value that an abort of this try must have. */
    static String attempt(Attempt trial) {
        return ActionTarget.of(trial.id(), trial.attempt()).value();
    }

    /** The value that a promote of the canary's current step must have. */
    static String promote(State state, Attempt canary) {
        return ActionTarget.of(canary.id(), canary.attempt(), state.progress().step())
                .value();
    }

    /** Whether somebody asks for this very thing and it was not acted on before. */
    static boolean requested(Observation o, Action action, String value) {
        return value.equals(o.request().actions().get(action))
                && !value.equals(o.state().handled().get(action));
    }

    static Optional<AttemptResult> superseded(Observation o, Attempt canary) {
        Optional<String> target = o.request().target().map(Revision::id).filter(id -> !id.equals(canary.id()));
        return target.map(id -> {
            boolean back =
                    o.state().stable().map(Attempt::id).filter(id::equals).isPresent();
            return back
                    ? AttemptResult.of(
                            OutcomeReason.Reverted, "the spec asks for the stable revision " + id + " again", o.now())
                    : AttemptResult.of(
                            OutcomeReason.NewerRevision, "the spec asks for revision " + id + " now", o.now());
        });
    }

    static Optional<AttemptResult> abortRequested(Observation o, State state, Attempt trial) {
        return requested(o, Action.ABORT, attempt(trial))
                ? ending(OutcomeReason.AbortRequested, "abort was requested for " + attempt(trial), o, state)
                : Optional.empty();
    }

    /** Nobody but the operator has a reason to delete a canary Ingress, except to stop its traffic: a pulled brake. */
    private static Optional<AttemptResult> routeRemoved(Observation o, State state, Attempt trial) {
        boolean meantToBe = state.phase() == Phase.Progressing
                        && (state.progress().startedAt().isPresent()
                                || state.progress().step() > 0)
                || state.phase() == Phase.Promoting
                        // A canary that took over from a stable revision that was down may have had no route at all.
                        && state.ending().isEmpty()
                        && (state.at(Barrier.SwitchingStable) || state.at(Barrier.SettlingStable));
        return DesiredState.routed(state).stream()
                .filter(c -> meantToBe && o.cluster().routing(c).route().isEmpty())
                .sorted()
                .findFirst()
                .flatMap(c ->
                        ending(OutcomeReason.RouteRemoved, "the " + c + "'s canary Ingress was deleted", o, state));
    }

    private static Optional<AttemptResult> crashLoop(Observation o, State state, Attempt trial) {
        return o.cluster().fleet(trial.id()).crash().flatMap(what -> ending(OutcomeReason.CrashLoop, what, o, state));
    }

    private static Optional<AttemptResult> noReadyPods(Observation o, State state, Attempt trial) {
        return state.progress()
                .unreadySince()
                .filter(since ->
                        !o.now().isBefore(since.plus(o.request().settings().unreadyDeadline())))
                .flatMap(since -> {
                    String why = "a component of " + trial.id() + " has had no ready Pod for "
                            + DurationFormats.inSentence(since, o.now());
                    // Something that both depend on may be away: the canary is not to blame alone.
                    return state.stableUnreadySince().isPresent()
                                    && state.canary().isPresent()
                            ? ending(
                                    OutcomeReason.SharedOutage,
                                    why + ", and neither has one of the stable revision "
                                            + state.stable().map(Attempt::id).orElse(""),
                                    o,
                                    state)
                            : ending(OutcomeReason.NoReadyPods, why, o, state);
                });
    }

    private static Optional<AttemptResult> analysisFailed(Observation o, State state, Attempt trial) {
        List<Judgement> failed = Analysis.judgements(o, state).stream()
                .filter(j -> j.verdict() == Verdict.FAIL)
                .toList();
        // Not an outage of both as soon as one metric speaks against the canary alone.
        return failed.stream()
                .filter(j -> !j.isShared())
                .findFirst()
                .flatMap(j -> ending(OutcomeReason.AnalysisFailed, j.sentence(), o, state))
                .or(() -> failed.stream()
                        .findFirst()
                        .flatMap(j -> ending(OutcomeReason.SharedOutage, j.sentence(), o, state)));
    }

    private static Optional<AttemptResult> ending(OutcomeReason reason, String why, Observation o, State state) {
        Optional<Instant> started = state.phase() == Phase.Stable
                ? state.stable().map(Attempt::since)
                : state.progress().startedAt();
        String where = state.phase() == Phase.Stable
                ? "; taken back after its promotion"
                : "; taken back at weight " + state.progress().weight();
        String after = started.map(s -> ", " + DurationFormats.inSentence(s, o.now()) + " into it")
                .orElse("");
        return Optional.of(AttemptResult.of(reason, why + where + after, o.now()));
    }

    /** Whether the canary is at the weight that was decided, everywhere. */
    static boolean routed(Observation o, State state, Attempt trial, int weight) {
        Optional<Route> meant = Optional.of(new Route(trial.id(), weight));
        return DesiredState.routed(state).stream()
                .allMatch(c -> o.cluster().routing(c).route().equals(meant));
    }
}
