package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Judgement;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an attempt is rolled back at once. The first rule of a list that applies names the reason; none of them waits for metrics,
 * approval, pause or a valid spec. Deadlines, which wait, are in {@link Deadlines}.
 */
final class RollbackRules {
    /** Of a canary that starts. */
    private static final List<Rule> BEFORE_TRAFFIC = List.of(
            RollbackRules::abortRequested,
            RollbackRules::superseded,
            RollbackRules::migrationFailed,
            RollbackRules::checkFailed);

    /** Of a revision that takes traffic: a canary, or a stable revision whose predecessor is still warm. */
    private static final List<Rule> WITH_TRAFFIC = List.of(
            RollbackRules::abortRequested,
            RollbackRules::routeRemoved,
            RollbackRules::crashLoop,
            RollbackRules::noReadyPods,
            RollbackRules::analysisFailed,
            RollbackRules::checkFailed);

    /** Of a canary in its steps. */
    private static final List<Rule> IN_STEPS = Stream.concat(
                    WITH_TRAFFIC.stream(), Stream.<Rule>of(RollbackRules::superseded))
            .toList();

    private RollbackRules() {}

    /** One reason to roll an attempt back, with its sentence; empty where it does not apply. */
    private interface Rule {
        Optional<AttemptResult> check(Observation o, State state, Attempt attempt);
    }

    static Optional<AttemptResult> beforeTraffic(Observation o, State state, Attempt canary) {
        return first(BEFORE_TRAFFIC, o, state, canary);
    }

    /**
     * The first reason to roll a revision back that takes traffic.
     *
     * @param o what was observed
     * @param state with the evidence of this measurement
     * @param attempt which takes traffic
     */
    static Optional<AttemptResult> withTraffic(Observation o, State state, Attempt attempt) {
        return first(WITH_TRAFFIC, o, state, attempt);
    }

    static Optional<AttemptResult> inStep(Observation o, State state, Attempt canary) {
        return first(IN_STEPS, o, state, canary);
    }

    private static Optional<AttemptResult> first(List<Rule> rules, Observation o, State state, Attempt attempt) {
        return rules.stream()
                .flatMap(rule -> rule.check(o, state, attempt).stream())
                .findFirst();
    }

    private static Optional<AttemptResult> abortRequested(Observation o, State state, Attempt attempt) {
        String value = attempt.actionValue();
        return o.requested(Action.ABORT, value)
                ? result(OutcomeReason.AbortRequested, "abort was requested for " + value, o, state)
                : Optional.empty();
    }

    /** Also asked for a promotion, but only for one that is stuck: see {@link Promotion}. */
    static Optional<AttemptResult> superseded(Observation o, State state, Attempt canary) {
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

    private static Optional<AttemptResult> migrationFailed(Observation o, State state, Attempt canary) {
        return o.cluster().workloads(canary.id()).migration().failedIn(canary)
                ? Optional.of(AttemptResult.of(
                        OutcomeReason.MigrationFailed, "the migration Job of " + canary.id() + " failed", o.now()))
                : Optional.empty();
    }

    private static Optional<AttemptResult> checkFailed(Observation o, State state, Attempt attempt) {
        return Checks.failed(o, state).flatMap(why -> result(OutcomeReason.CheckFailed, why, o, state));
    }

    /** Only the operator has a reason to remove a canary route, except to stop its traffic: an emergency stop. */
    private static Optional<AttemptResult> routeRemoved(Observation o, State state, Attempt attempt) {
        boolean takenOver = state.canary().flatMap(Canary::result).isPresent();
        boolean meantToBe = state.phase() == Phase.Progressing
                        && (state.progress().startedAt().isPresent()
                                || state.progress().step() > 0)
                || state.phase() == Phase.Promoting
                        // A canary that took over without steps may have had no route at all.
                        && !takenOver
                        && (state.isAt(Barrier.SwitchingStable) || state.isAt(Barrier.SettlingStable));
        return state.splitComponents().stream()
                .filter(c -> meantToBe && o.cluster().routing(c).route().isEmpty())
                .sorted()
                .findFirst()
                .flatMap(c -> result(OutcomeReason.RouteRemoved, "the " + c + "'s canary route was removed", o, state));
    }

    private static Optional<AttemptResult> crashLoop(Observation o, State state, Attempt attempt) {
        return o.cluster()
                .workloads(attempt.id())
                .crash()
                .flatMap(what -> result(OutcomeReason.CrashLoop, what, o, state));
    }

    private static Optional<AttemptResult> noReadyPods(Observation o, State state, Attempt attempt) {
        return state.progress()
                .unreadySince()
                .filter(since ->
                        !o.now().isBefore(since.plus(o.request().settings().unreadyDeadline())))
                .flatMap(since -> {
                    String why = "a component of " + attempt.id() + " has had no ready Pod for "
                            + DurationFormats.inSentence(since, o.now());
                    // Something that both depend on may be away: the canary is not to blame alone.
                    return state.stableUnreadySince().isPresent()
                                    && state.canary().isPresent()
                            ? result(
                                    OutcomeReason.SharedOutage,
                                    why + ", and neither has one of the stable revision "
                                            + state.stable().map(Attempt::id).orElse(""),
                                    o,
                                    state)
                            : result(OutcomeReason.NoReadyPods, why, o, state);
                });
    }

    private static Optional<AttemptResult> analysisFailed(Observation o, State state, Attempt attempt) {
        List<Judgement> failed = Analysis.judgements(o, state).stream()
                .filter(j -> j.verdict() == Verdict.FAIL)
                .toList();
        // Not an outage of both as soon as one metric speaks against the canary alone.
        return failed.stream()
                .filter(j -> !j.isShared())
                .findFirst()
                .flatMap(j -> result(OutcomeReason.AnalysisFailed, j.sentence(), o, state))
                .or(() -> failed.stream()
                        .findFirst()
                        .flatMap(j -> result(OutcomeReason.SharedOutage, j.sentence(), o, state)));
    }

    private static Optional<AttemptResult> result(OutcomeReason reason, String why, Observation o, State state) {
        Optional<Instant> started = state.phase() == Phase.Stable
                ? state.stable().map(Attempt::since)
                : state.progress().startedAt();
        String where = state.phase() == Phase.Stable
                ? "; rolled back after its promotion"
                : "; rolled back at weight " + state.progress().weight();
        String after = started.map(s -> ", " + DurationFormats.inSentence(s, o.now()) + " into it")
                .orElse("");
        return Optional.of(AttemptResult.of(reason, why + where + after, o.now()));
    }
}
