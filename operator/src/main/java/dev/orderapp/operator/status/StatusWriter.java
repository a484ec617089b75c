package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Progress;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Waiting;
import dev.orderapp.v1.ActionsStatus;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.ResultStatus;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.WaitingStatus;
import dev.orderapp.v1.contract.Action;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a decision as a release's status. Nothing in it depends on the time alone: the same state gives the same status, so
 * that a pass that decides nothing writes nothing. The counterpart is {@link StatusReader}.
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
        return new OrderAppReleaseStatus(
                generation,
                next.phase(),
                Times.text(next.since()),
                o.request().target().map(Revision::id).orElse(null),
                next.stable().map(StatusWriter::trial).orElse(null),
                next.canary().map(StatusWriter::trial).orElse(null),
                next.previous().map(StatusWriter::trial).orElse(null),
                next.failed().map(StatusWriter::failure).orElse(null),
                next.canary().isPresent() || progress.step() > 0 ? progress.step() : null,
                Rollout.weightSet(next, o),
                progress.weight(),
                observedWeight(next, o).orElse(null),
                progress.startedAt().map(Times::text).orElse(null),
                seconds(progress.held()),
                seconds(progress.undecided()),
                seconds(progress.waited()),
                progress.lookedAt().map(Times::text).orElse(null),
                progress.unreadySince().map(Times::text).orElse(null),
                next.stableUnreadySince().map(Times::text).orElse(null),
                Waiting.of(next, o).map(StatusWriter::waiting).orElse(null),
                next.barrier().map(BarrierWait::stage).orElse(null),
                next.barrier().map(b -> Times.text(b.since())).orElse(null),
                next.ending().map(StatusWriter::ending).orElse(null),
                unlessEmpty(EvidenceStatus.written(
                        next.evidence(), o.request().settings().metrics())),
                actions(next.handled()),
                next.attempts() == 0 ? null : next.attempts(),
                unlessEmpty(next.history().stream().map(StatusWriter::chapter).toList()),
                new StatusConditions(next, o).since(before, generation),
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

    private static RevisionStatus trial(Attempt trial) {
        return new RevisionStatus(
                trial.id(),
                image(trial.revision(), ComponentName.backend),
                image(trial.revision(), ComponentName.frontend),
                trial.attempt(),
                Times.text(trial.since()),
                migrates(trial.revision()));
    }

    private static String image(Revision revision, ComponentName component) {
        return revision.images().get(component);
    }

    private static Boolean migrates(Revision revision) {
        return revision.migrates() ? true : null;
    }

    private static FailedStatus failure(FailedRevision failure) {
        AttemptResult e = failure.ending();
        return new FailedStatus(
                failure.revision(), failure.attempt(), e.outcome(), e.reason().name(), e.message(), Times.text(e.at()));
    }

    private static ResultStatus ending(AttemptResult e) {
        return new ResultStatus(e.outcome(), e.reason().name(), e.message(), Times.text(e.at()));
    }

    private static ActionsStatus actions(Map<Action, String> handled) {
        return handled.isEmpty()
                ? null
                : new ActionsStatus(handled.get(Action.PROMOTE), handled.get(Action.ABORT), handled.get(Action.RETRY));
    }

    private static HistoryEntry chapter(FinishedAttempt chapter) {
        Attempt trial = chapter.trial();
        AttemptResult ending = chapter.ending();
        return new HistoryEntry(
                trial.id(),
                trial.attempt(),
                ending.outcome(),
                ending.reason().name(),
                ending.message(),
                image(trial.revision(), ComponentName.backend),
                image(trial.revision(), ComponentName.frontend),
                migrates(trial.revision()),
                Times.text(trial.since()),
                Times.text(ending.at()),
                Times.text(chapter.finishedAt()));
    }

    private static <T> List<T> unlessEmpty(List<T> items) {
        return items.isEmpty() ? null : items;
    }
}
