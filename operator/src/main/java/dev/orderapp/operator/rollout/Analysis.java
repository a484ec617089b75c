package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.Judge;
import dev.orderapp.operator.analysis.Judgement;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at a revision that takes traffic: adds the evidence, counts the hold, and says whether a step may end. */
final class Analysis {
    private static final Sample NOT_READ = Sample.missing("it was not read");

    /** So much evidence an operator may lose that is killed while a release waits for a person, or while its old version is warm. */
    private static final Duration LONGEST_UNSAVED = Duration.ofMinutes(1);

    private Analysis() {}

    /** Whether the interval since the last look is over, so that a busy cluster does not make more of them. */
    private static boolean due(Observation o, State state) {
        return due(o.now(), o.request(), state);
    }

    static boolean due(Instant now, Request request, State state) {
        Duration interval = request.settings().timing().interval();
        return state.progress()
                .lookedAt()
                .map(last -> now.isBefore(last) || !now.isBefore(last.plus(interval)))
                .orElse(true);
    }

    /** See {@link Rollout#comparison}. */
    static Optional<Comparison> comparison(Instant now, Request request, State state) {
        return switch (state.phase()) {
            case Progressing, Promoting -> Comparison.of(state.canary(), state.stable());
            case Stable, RolledBack ->
                SharedOutageRetry.awaited(now, request, state)
                        ? Comparison.alone(state.stable())
                        : Comparison.of(state.stable(), state.previous());
            case RollingBack ->
                Comparison.of(state.canary().filter(c -> state.progress().weight() > 0), state.stable());
            case Initializing, Preparing -> Optional.empty();
        };
    }

    /** When the next measurement is due. */
    static Instant next(Observation o, State state) {
        Instant next = state.progress().lookedAt().orElse(o.now()).plus(interval(o));
        // Where it is over, a measurement was made just now that was not worth saving.
        return next.isAfter(o.now()) ? next : o.now().plus(interval(o));
    }

    /**
     * The state to save. While a release waits for a person, or its old version is warm, a measurement that changes no verdict is not
     * worth a write at each interval: what was counted stays with the counters, and is counted with the next one.
     */
    static State worthSaving(Observation o, State next) {
        State before = o.state();
        boolean recent = before.progress()
                .lookedAt()
                .filter(at -> o.now().isBefore(at.plus(LONGEST_UNSAVED)))
                .isPresent();
        boolean same =
                next.evidence(before.evidence()).progress(before.progress()).equals(before);
        boolean measuredOnly = next.progress().measuredAs(before.progress()).equals(before.progress());
        return recent
                        && same
                        && measuredOnly
                        && waitsLong(o, next)
                        && verdicts(o, next).equals(verdicts(o, before))
                ? before
                : next;
    }

    private static boolean waitsLong(Observation o, State state) {
        return switch (state.phase()) {
            case Stable, RolledBack ->
                state.previous().isPresent() && !SharedOutageRetry.awaited(o.now(), o.request(), state);
            case Progressing ->
                isHoldOver(o, state.progress())
                        && passage(o, state) == StepGate.OPEN
                        && (o.request().paused()
                                || awaitsPerson(o, state, state.canary().orElseThrow()));
            case Initializing, Preparing, Promoting, RollingBack -> false;
        };
    }

    private static List<Verdict> verdicts(Observation o, State state) {
        return judgements(o, state).stream().map(Judgement::verdict).toList();
    }

    /** The state after a look at a revision: whether it is up, what was counted, how much of the hold is over. */
    static State at(Observation o, State state, Attempt trial) {
        State seen = up(o, state, trial);
        if (!due(o, seen)) {
            return seen;
        }
        State measured = seen.evidence(gathered(o, seen));
        return measured.progress(counted(o, measured, trial));
    }

    private static State up(Observation o, State state, Attempt trial) {
        Optional<Instant> unready = o.someReady(trial.revision())
                ? Optional.empty()
                : state.progress().unreadySince().or(() -> Optional.of(o.now()));
        return state.progress(state.progress().unready(unready));
    }

    private static Map<String, Evidence> gathered(Observation o, State state) {
        Map<String, Evidence> all = new HashMap<>();
        for (MetricRule rule : o.request().settings().metrics()) {
            Evidence before = state.evidence().getOrDefault(rule.name(), Evidence.none());
            Sample sample = o.samples().getOrDefault(rule.name(), NOT_READ);
            all.put(rule.name(), before.plus(sample, rule, share(state)));
        }
        return all;
    }

    /** Share of the visitors that the canary was meant to get since the last measurement; 0 where that has just been decided. */
    private static double share(State state) {
        if (state.phase() != Phase.Progressing) {
            return 1;
        }
        return state.progress().startedAt().isPresent() ? state.progress().weight() / 100.0 : 0;
    }

    /** What the time since the last measurement counts for; while paused for nothing. */
    private static Progress counted(Observation o, State state, Attempt trial) {
        Progress progress = state.progress().looked(o.now());
        Duration time = watched(o, state);
        Progress waiting = progress.waited(progress.waited().plus(time));
        if (state.phase() == Phase.Promoting) {
            return state.at(Barrier.SwitchingStable) ? waiting : progress;
        }
        if (state.phase() != Phase.Progressing || o.request().paused()) {
            return progress;
        }
        boolean routed = progress.startedAt().isPresent() && RollbackRules.routed(o, state, trial, progress.weight());
        if (!routed) {
            return waiting;
        }
        boolean open = passage(o, state) == StepGate.OPEN;
        Progress held = progress.holding(time)
                .undecided(open ? Duration.ZERO : progress.undecided().plus(time));
        boolean lacksPods = open && !o.allReady(trial.revision()) && !awaitsPerson(o, state, trial);
        return isHoldOver(o, held) && lacksPods
                ? held.waited(progress.waited().plus(time))
                : held.waited(Duration.ZERO);
    }

    /** Whether the step's hold is over. */
    static boolean isHoldOver(Observation o, Progress progress) {
        return progress.held()
                        .compareTo(o.request().settings().step(progress.step()).hold())
                >= 0;
    }

    /** Whether the step ends only when a person says so, and none has. */
    static boolean awaitsPerson(Observation o, State state, Attempt canary) {
        return o.request().settings().step(state.progress().step()).approval()
                && !RollbackRules.requested(o, Action.PROMOTE, RollbackRules.promote(state, canary));
    }

    /** The time since the last look, of which at most two intervals count: what was longer, nobody watched. */
    static Duration watched(Observation o, State state) {
        Duration since = state.progress()
                .lookedAt()
                .map(last -> Duration.between(last, o.now()))
                .orElse(Duration.ZERO);
        Duration most = interval(o).multipliedBy(2);
        return since.isNegative() ? Duration.ZERO : since.compareTo(most) > 0 ? most : since;
    }

    private static Duration interval(Observation o) {
        return o.request().settings().timing().interval();
    }

    /** What a step that has held may do. */
    enum StepGate {
        /** It may end. */
        OPEN,
        /** Evidence is missing: it stays. */
        WAIT,
        /** Evidence is missing, and the release asks for a rollback then. */
        NO_DATA
    }

    /** Whether all metrics agree that the step may end; never asked after a FAIL, which is a danger. */
    static StepGate passage(Observation o, State state) {
        List<Judgement> judgements = judgements(o, state);
        boolean pass = judgements.stream().allMatch(j -> j.verdict() == Verdict.PASS);
        if (judgements.stream().anyMatch(Judgement::isUnsound)) {
            // What somebody can make worthless must not be worth a promotion.
            return StepGate.WAIT;
        }
        OnNoData policy = o.request().settings().onNoData();
        if (pass || policy == OnNoData.Promote) {
            return StepGate.OPEN;
        }
        return policy == OnNoData.RollBack ? StepGate.NO_DATA : StepGate.WAIT;
    }

    /** What keeps a step from ending, in words. */
    static String missing(Observation o, State state) {
        return judgements(o, state).stream()
                .filter(j -> j.verdict() != Verdict.PASS)
                .map(Judgement::sentence)
                .collect(Collectors.joining("; "));
    }

    /** The evidence of all metrics, in words. */
    static String summary(Observation o, State state) {
        return judgements(o, state).stream().map(Judgement::sentence).collect(Collectors.joining("; "));
    }

    /** The verdict of each metric of the release, in the order of the spec. */
    static List<Judgement> judgements(Observation o, State state) {
        return o.request().settings().metrics().stream()
                .map(rule -> judgement(rule, state))
                .toList();
    }

    static Judgement judgement(MetricRule rule, State state) {
        return Judge.judge(rule, state.evidence().getOrDefault(rule.name(), Evidence.none()));
    }
}
