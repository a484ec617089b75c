package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.Check;
import dev.orderapp.operator.rollout.CheckRun;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Progress;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Waiting;
import dev.orderapp.v1.ActionsStatus;
import dev.orderapp.v1.CheckStatus;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.ResultStatus;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.WaitingStatus;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.Names;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a decision as a release's status. Nothing in it depends on the time alone: the same state gives the same status, so
 * that a reconcile that decides nothing writes nothing. The counterpart is {@link StatusReader}.
 */
public final class StatusWriter {
    private StatusWriter() {}

    /**
     * The status to save.
     *
     * @param next what was decided
     * @param o what it was decided from
     * @param release the custom resource that was observed
     */
    public static OrderAppReleaseStatus write(State next, Observation o, OrderAppRelease release) {
        List<Condition> before = Optional.ofNullable(release.getStatus())
                .map(OrderAppReleaseStatus::conditions)
                .orElse(List.of());
        long generation = release.getMetadata().getGeneration();
        Progress progress = next.progress();
        Optional<BarrierWait> barrier = next.canary().flatMap(Canary::barrier);
        return new OrderAppReleaseStatus(
                generation,
                next.phase(),
                Times.text(next.since()),
                o.request().target().map(Revision::id).orElse(null),
                next.stable().map(StatusWriter::attempt).orElse(null),
                next.canary().map(Canary::attempt).map(StatusWriter::attempt).orElse(null),
                next.previous().map(StatusWriter::attempt).orElse(null),
                next.failed().map(StatusWriter::failure).orElse(null),
                next.canary().isPresent() || progress.step() > 0 ? progress.step() : null,
                Rollout.weightSet(next, o),
                progress.weight(),
                observedWeight(next, o).orElse(null),
                progress.startedAt().map(Times::text).orElse(null),
                seconds(progress.held()),
                seconds(progress.undecided()),
                seconds(progress.waited()),
                progress.measuredAt().map(Times::text).orElse(null),
                progress.unreadySince().map(Times::text).orElse(null),
                next.stableUnreadySince().map(Times::text).orElse(null),
                Waiting.of(next, o).map(StatusWriter::waiting).orElse(null),
                barrier.map(BarrierWait::barrier).orElse(null),
                barrier.map(b -> Times.text(b.since())).orElse(null),
                next.canary().flatMap(Canary::result).map(StatusWriter::result).orElse(null),
                unlessEmpty(EvidenceStatus.written(
                        next.evidence(), o.request().settings().metrics())),
                unlessEmpty(checks(next, o, release)),
                actions(next.handled()),
                next.lastAttempt() == 0 ? null : next.lastAttempt(),
                unlessEmpty(next.history().stream().map(StatusWriter::finished).toList()),
                new StatusConditions(next, o).build(before, generation),
                release.settings());
    }

    private static Double seconds(Duration time) {
        return time.isZero() ? null : time.toMillis() / 1000.0;
    }

    private static WaitingStatus waiting(Waiting waiting) {
        return new WaitingStatus(
                waiting.kind().name(),
                waiting.message(),
                Times.text(waiting.since()),
                waiting.until().map(Times::text).orElse(null));
    }

    /** Per cent of this step's requests that the canary's Pods counted, by the first metric that counted any. */
    private static Optional<Integer> observedWeight(State next, Observation o) {
        if (next.canary().isEmpty()) {
            return Optional.empty();
        }
        return o.request().settings().metrics().stream()
                .map(MetricRule::name)
                .flatMap(name -> Optional.ofNullable(next.evidence().get(name)).stream())
                .map(Evidence::step)
                .filter(step -> step.canary().plus(step.stable()).total() > 0)
                .findFirst()
                .map(step -> share(step.canary(), step.canary().plus(step.stable())));
    }

    private static int share(Counts part, Counts whole) {
        return (int) Math.round(100.0 * part.total() / whole.total());
    }

    private static RevisionStatus attempt(Attempt attempt) {
        return new RevisionStatus(
                attempt.id(),
                image(attempt.revision(), ComponentName.backend),
                image(attempt.revision(), ComponentName.frontend),
                attempt.number(),
                Times.text(attempt.since()),
                migrates(attempt.revision()));
    }

    private static String image(Revision revision, ComponentName component) {
        return revision.images().get(component);
    }

    private static Boolean migrates(Revision revision) {
        return revision.migrates() ? true : null;
    }

    private static FailedStatus failure(FailedRevision failure) {
        AttemptResult r = failure.result();
        return new FailedStatus(
                failure.revision(), failure.attempt(), r.outcome(), r.reason().name(), r.message(), Times.text(r.at()));
    }

    private static ResultStatus result(AttemptResult r) {
        return new ResultStatus(r.outcome(), r.reason().name(), r.message(), Times.text(r.at()));
    }

    /** In the order of the spec; then those that it no longer names. */
    private static List<CheckStatus> checks(State state, Observation o, OrderAppRelease release) {
        List<String> named =
                o.request().settings().checks().stream().map(Check::name).toList();
        return state.checks().values().stream()
                .sorted(Comparator.comparingInt((CheckRun run) ->
                                named.contains(run.check()) ? named.indexOf(run.check()) : named.size())
                        .thenComparing(CheckRun::check))
                .map(run -> new CheckStatus(
                        run.check(),
                        run.step(),
                        Names.check(release.getMetadata().getName(), state.lastAttempt(), run.step(), run.check()),
                        run.result(),
                        run.message().isEmpty() ? null : run.message(),
                        Times.text(run.since())))
                .toList();
    }

    private static ActionsStatus actions(Map<Action, String> handled) {
        return handled.isEmpty()
                ? null
                : new ActionsStatus(
                        handled.get(Action.PROMOTE),
                        handled.get(Action.ABORT),
                        handled.get(Action.RETRY),
                        handled.get(Action.UNDO));
    }

    private static HistoryEntry finished(FinishedAttempt finished) {
        Attempt attempt = finished.attempt();
        AttemptResult result = finished.result();
        return new HistoryEntry(
                attempt.id(),
                attempt.number(),
                result.outcome(),
                result.reason().name(),
                result.message(),
                image(attempt.revision(), ComponentName.backend),
                image(attempt.revision(), ComponentName.frontend),
                migrates(attempt.revision()),
                Times.text(attempt.since()),
                Times.text(result.at()),
                Times.text(finished.finishedAt()));
    }

    private static <T> List<T> unlessEmpty(List<T> items) {
        return items.isEmpty() ? null : items;
    }
}
