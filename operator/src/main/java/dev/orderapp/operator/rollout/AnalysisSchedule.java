package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Judgement;
import dev.orderapp.v1.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a measurement is due, of which revisions, and whether what it brought is worth saving. */
final class AnalysisSchedule {
    /** So much evidence an operator may lose that is killed while a release waits for a person, or while its old version is warm. */
    private static final Duration LONGEST_UNSAVED = Duration.ofMinutes(1);

    private AnalysisSchedule() {}

    /** See {@link Rollout#comparison}. */
    static Optional<Comparison> comparison(Instant now, Request request, State state) {
        Optional<Attempt> canary = state.canary().map(Canary::attempt);
        return switch (state.phase()) {
            case Progressing, Promoting -> Comparison.of(canary, state.stable());
            case Stable, RolledBack ->
                SecondChance.awaited(now, request, state)
                        ? Comparison.alone(state.stable())
                        : Comparison.of(state.stable(), state.previous());
            case RollingBack ->
                Comparison.of(
                        canary.filter(c -> state.progress().weight() > 0
                                || state.progress().isSeenByTesters()),
                        state.stable());
            case Initializing, Preparing -> Optional.empty();
        };
    }

    /** Whether the interval since the last measurement is over, so that a busy cluster does not make more of them. */
    static boolean isDue(Instant now, Request request, State state) {
        Duration interval = request.settings().timing().interval();
        return state.progress()
                .measuredAt()
                .map(last -> now.isBefore(last) || !now.isBefore(last.plus(interval)))
                .orElse(true);
    }

    static boolean isDue(Observation o, State state) {
        return isDue(o.now(), o.request(), state);
    }

    /** When the next measurement is due. */
    static Instant next(Observation o, State state) {
        Instant next = state.progress().measuredAt().orElse(o.now()).plus(interval(o));
        // Where it is over, a measurement was made just now that was not worth saving.
        return next.isAfter(o.now()) ? next : o.now().plus(interval(o));
    }

    /** The time since the last measurement, of which at most two intervals count: what was longer was not supervised. */
    static Duration elapsed(Observation o, State state) {
        Duration since = state.progress()
                .measuredAt()
                .map(last -> Duration.between(last, o.now()))
                .orElse(Duration.ZERO);
        Duration most = interval(o).multipliedBy(2);
        return since.isNegative() ? Duration.ZERO : since.compareTo(most) > 0 ? most : since;
    }

    private static Duration interval(Observation o) {
        return o.request().settings().timing().interval();
    }

    /**
     * The state to save. While a release waits for a person, or its old version is warm, a measurement that changes no verdict is not
     * worth a write at each interval: what was counted stays with the counters, and is counted with the next one.
     */
    static State worthSaving(Observation o, State next) {
        State before = o.state();
        return next.measuredAs(before).equals(before)
                        && isSavedLately(o, before)
                        && waitsLong(o, next)
                        && verdicts(o, next).equals(verdicts(o, before))
                ? before
                : next;
    }

    private static boolean isSavedLately(Observation o, State state) {
        return state.progress()
                .measuredAt()
                .filter(at -> o.now().isBefore(at.plus(LONGEST_UNSAVED)))
                .isPresent();
    }

    private static boolean waitsLong(Observation o, State state) {
        return switch (state.phase()) {
            case Stable, RolledBack ->
                state.previous().isPresent() && !SecondChance.awaited(o.now(), o.request(), state);
            case Progressing ->
                Analysis.isHoldOver(o, state.progress())
                        && Analysis.gate(o, state) == StepGate.OPEN
                        && (o.request().paused()
                                || Analysis.awaitsApproval(
                                        o, state, state.requireCanary().attempt()));
            case Initializing, Preparing, Promoting, RollingBack -> false;
        };
    }

    private static List<Verdict> verdicts(Observation o, State state) {
        return Analysis.judgements(o, state).stream().map(Judgement::verdict).toList();
    }
}
