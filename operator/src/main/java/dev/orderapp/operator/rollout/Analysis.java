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

/**
 * The analysis of a revision that takes traffic: adds the evidence, counts the hold, and says whether a step may end. When that is due
 * is the matter of {@link AnalysisSchedule}.
 */
final class Analysis {
    private static final Sample NOT_READ = Sample.missing("it was not read");

    private Analysis() {}

    /** The state after a measurement: whether the revision has ready Pods, what was counted, how much of the hold is over. */
    static State measure(Observation o, State state, Attempt attempt) {
        State tracked = trackReadiness(o, state, attempt);
        if (!AnalysisSchedule.isDue(o, tracked)) {
            return tracked;
        }
        State measured = tracked.evidence(evidence(o, tracked));
        return measured.progress(progress(o, measured, attempt));
    }

    private static State trackReadiness(Observation o, State state, Attempt attempt) {
        Optional<Instant> unready = o.someReady(attempt.revision())
                ? Optional.empty()
                : state.progress().unreadySince().or(() -> Optional.of(o.now()));
        return state.progress(state.progress().unready(unready));
    }

    private static Map<String, Evidence> evidence(Observation o, State state) {
        Map<String, Evidence> all = new HashMap<>();
        for (MetricRule rule : o.request().settings().metrics()) {
            Evidence before = state.evidence().getOrDefault(rule.name(), Evidence.none());
            Sample sample = o.samples().getOrDefault(rule.name(), NOT_READ);
            all.put(rule.name(), before.plus(sample, rule, share(o, state, rule)));
        }
        return all;
    }

    /** Share of the visitors that the canary was meant to get when what is counted now began; a revision that is promoted gets all. */
    private static double share(Observation o, State state, MetricRule rule) {
        return state.phase() == Phase.Progressing
                ? MeantShare.ago(rule.delay(), o.request().settings(), state.progress())
                : 1;
    }

    /** What the time since the last measurement counts for; while paused for nothing. */
    private static Progress progress(Observation o, State state, Attempt attempt) {
        Progress progress = state.progress().measured(o.now());
        Duration time = AnalysisSchedule.elapsed(o, state);
        Progress waiting = progress.waited(progress.waited().plus(time));
        if (state.phase() == Phase.Promoting) {
            return state.isAt(Barrier.SwitchingStable)
                            || Checks.missing(o, state).isPresent()
                    ? waiting
                    : progress;
        }
        if (state.phase() != Phase.Progressing || o.request().paused()) {
            return progress;
        }
        boolean routed = progress.startedAt().isPresent() && o.isRouted(state, attempt);
        if (!routed) {
            return waiting;
        }
        boolean open = gate(o, state) == StepGate.OPEN;
        Progress held = progress.holding(time)
                .undecided(open ? Duration.ZERO : progress.undecided().plus(time));
        boolean lacks = open
                && (!o.allReady(attempt.revision()) || Checks.missing(o, state).isPresent());
        return isHoldOver(o, held) && lacks && !awaitsApproval(o, state, attempt)
                ? held.waited(progress.waited().plus(time))
                : held.waited(Duration.ZERO);
    }

    /** Whether the step's hold is over. */
    static boolean isHoldOver(Observation o, Progress progress) {
        return progress.held()
                        .compareTo(o.request().settings().step(progress.step()).hold())
                >= 0;
    }

    /** Whether the step ends only by a person's promote, which was not requested. */
    static boolean awaitsApproval(Observation o, State state, Attempt canary) {
        int step = state.progress().step();
        return o.request().settings().step(step).approval() && !o.requested(Action.PROMOTE, canary.actionValue(step));
    }

    /** Whether all metrics agree that the step may end; never asked after a FAIL, for which the canary is rolled back. */
    static StepGate gate(Observation o, State state) {
        if (state.progress().weight() == 0) {
            // Testers alone see it, and a person decides.
            return StepGate.OPEN;
        }
        List<Judgement> judgements = judgements(o, state);
        boolean pass = judgements.stream().allMatch(j -> j.verdict() == Verdict.PASS);
        if (judgements.stream().anyMatch(Judgement::isUnsound)) {
            // What a stranger can make worthless must not be worth a promotion.
            return StepGate.UNSOUND;
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
