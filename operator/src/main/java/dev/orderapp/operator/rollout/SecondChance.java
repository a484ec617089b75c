package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The second chance of a revision that was rolled back in a shared outage, or undecided because no comparison was sound. It may have
 * been the cause, so it went; it may have been a victim, so it is tried once more by itself, after the stable version alone has been
 * calm for {@link #CALM}: below the ceilings that both broke, or as it was before that release. Once: a second time of the same
 * revision is no coincidence any more.
 */
public final class SecondChance {
    /** How long stable must be seen calm. Time without measurements or without requests does not count. */
    static final Duration CALM = Duration.ofMinutes(1);

    /** One bad event is no unrest: where there are few visitors it alone may be a share above what is usual. */
    private static final long STRAY = 1;

    private SecondChance() {}

    /** Whether the failed revision is to be tried again by itself; given up after {@code maxHold}, as a step would be. */
    public static boolean awaited(Instant now, Request request, State state) {
        return state.phase() == Phase.RolledBack
                && state.failed()
                        .filter(f -> f.result().reason().earnsSecondChance() && isFirst(f, state))
                        .filter(f -> request.target()
                                .filter(t -> t.id().equals(f.revision()))
                                .isPresent())
                        .filter(f -> now.isBefore(
                                f.result().at().plus(request.settings().timing().maxHold())))
                        .isPresent();
    }

    /** Whether it is the only such end of the attempts that this revision has had in a row. */
    private static boolean isFirst(FailedRevision failure, State state) {
        return state.history().stream()
                        .takeWhile(c -> c.attempt().id().equals(failure.revision()))
                        .filter(c -> c.result().reason().earnsSecondChance())
                        .count()
                == 1;
    }

    /** Whether stable has been calm for long enough. */
    static boolean complete(Observation o, State state) {
        return awaited(o.now(), o.request(), state) && state.progress().held().compareTo(CALM) >= 0;
    }

    /** The state after a measurement of the stable version: how long it has been calm. */
    static State measure(Observation o, State state) {
        if (!awaited(o.now(), o.request(), state)) {
            return state.phase() == Phase.RolledBack && state.previous().isEmpty()
                    ? state.progress(Progress.NONE)
                    : state;
        }
        if (!AnalysisSchedule.isDue(o, state)) {
            return state;
        }
        List<MetricRule> broken = broken(o, state);
        if (broken.stream().anyMatch(rule -> isRestless(rule, o, state))) {
            return state.progress(Progress.NONE.measured(o.now()));
        }
        boolean calm = broken.stream().allMatch(rule -> stableCounts(rule, o).isPresent());
        return state.progress(
                state.progress().measured(o.now()).holding(calm ? AnalysisSchedule.elapsed(o, state) : Duration.ZERO));
    }

    /**
     * The metrics whose ceilings both versions broke; all, where there are none. How few good events a single measurement has tells nothing of calm, so
     * those that compare them are left out.
     */
    private static List<MetricRule> broken(Observation o, State state) {
        List<MetricRule> all = o.request().settings().metrics().stream()
                .filter(rule -> !rule.countsGood())
                .toList();
        List<MetricRule> broken = all.stream()
                .filter(rule -> Analysis.judgement(rule, state).isShared())
                .toList();
        return broken.isEmpty() ? all : broken;
    }

    private static boolean isRestless(MetricRule rule, Observation o, State state) {
        return stableCounts(rule, o)
                .filter(counts -> counts.share() > rule.ceiling() || isUnusual(counts, rule, state))
                .isPresent();
    }

    /** Whether stable is worse than it was before the release that ended for that. */
    private static boolean isUnusual(Counts stable, MetricRule rule, State state) {
        boolean unsound = state.failed()
                .filter(f -> f.result().reason() == OutcomeReason.ComparisonUnsound)
                .isPresent();
        Evidence evidence = state.evidence().getOrDefault(rule.name(), Evidence.none());
        return unsound
                && stable.bad() > STRAY
                && stable.share() > evidence.past().limit(rule);
    }

    /** What stable counted, which is the only version that is read now; empty without requests. */
    private static Optional<Counts> stableCounts(MetricRule rule, Observation o) {
        return Optional.ofNullable(o.samples().get(rule.name()))
                .filter(Sample::complete)
                .map(sample -> sample.delta().canary())
                .filter(counts -> counts.total() > 0);
    }
}
