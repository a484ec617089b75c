package dev.orderapp.operator.status;

import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.CheckRun;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Progress;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.v1.ActionsStatus;
import dev.orderapp.v1.CheckStatus;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.ResultStatus;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the state that was saved in a release's status. The counterpart is {@link StatusWriter}. */
public final class StatusReader {
    private StatusReader() {}

    /**
     * The saved state.
     *
     * @param release as the API server has it
     * @param now the time, from which a new release's state counts
     * @throws UnreadableStatusException if it holds what no operator writes, or only one of another version
     */
    public static State of(OrderAppRelease release, Instant now) {
        release.statusProblem().ifPresent(problem -> {
            throw new UnreadableStatusException(problem, null);
        });
        return read(release.getStatus(), now);
    }

    static State read(OrderAppReleaseStatus status, Instant now) {
        if (status == null || status.phase() == null) {
            return State.initial(now);
        }
        try {
            return state(status);
        } catch (RuntimeException e) {
            // No operator wrote it: whatever is wrong (a missing field, a bad time), nothing is decided from it.
            throw new UnreadableStatusException(
                    "the status cannot be read (" + e.getMessage() + "): restore it, or delete it to start anew", e);
        }
    }

    private static State state(OrderAppReleaseStatus status) {
        return new State(
                status.phase(),
                Times.instant(status.phaseSince()),
                Optional.ofNullable(status.stable()).map(StatusReader::attempt),
                canary(status),
                Optional.ofNullable(status.previous()).map(StatusReader::attempt),
                Optional.ofNullable(status.failed()).map(StatusReader::failure),
                progress(status),
                EvidenceStatus.read(list(status.analysis())),
                checks(list(status.checks())),
                actions(status.actions()),
                list(status.history()).stream().map(StatusReader::finished).toList(),
                Optional.ofNullable(status.attempts()).orElse(0),
                Optional.ofNullable(status.stableUnreadySince()).map(Times::instant));
    }

    /** The canary's parts lie beside each other in the status. */
    private static Optional<Canary> canary(OrderAppReleaseStatus status) {
        return Optional.ofNullable(status.canary())
                .map(StatusReader::attempt)
                .map(attempt -> new Canary(
                        attempt,
                        Optional.ofNullable(status.stage())
                                .map(barrier -> new BarrierWait(barrier, Times.instant(status.stageSince()))),
                        Optional.ofNullable(status.ending()).map(StatusReader::result)));
    }

    private static Attempt attempt(RevisionStatus status) {
        Revision revision = revision(
                status.revision(), status.backend(), status.frontend(), Boolean.TRUE.equals(status.migrates()));
        return new Attempt(revision, status.attempt(), Times.instant(status.since()));
    }

    private static Revision revision(String id, String backend, String frontend, boolean migrates) {
        Map<ComponentName, String> images = new EnumMap<>(ComponentName.class);
        Optional.ofNullable(backend).ifPresent(image -> images.put(ComponentName.backend, image));
        Optional.ofNullable(frontend).ifPresent(image -> images.put(ComponentName.frontend, image));
        return new Revision(id, images, migrates);
    }

    private static FailedRevision failure(FailedStatus status) {
        AttemptResult result = new AttemptResult(
                status.outcome(),
                reason(status.reason(), status.outcome()),
                status.message(),
                Times.instant(status.at()));
        return new FailedRevision(status.revision(), status.attempt(), result);
    }

    private static AttemptResult result(ResultStatus status) {
        return new AttemptResult(
                status.outcome(),
                reason(status.reason(), status.outcome()),
                status.message(),
                Times.instant(status.at()));
    }

    /** One that only another version of the operator knows: the first of the same outcome; the message still says what it was. */
    private static OutcomeReason reason(String name, Outcome outcome) {
        return Arrays.stream(OutcomeReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .or(() -> Arrays.stream(OutcomeReason.values())
                        .filter(reason -> reason.outcome() == outcome)
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException(name + " is no reason, and has no outcome"));
    }

    private static Progress progress(OrderAppReleaseStatus status) {
        return new Progress(
                Optional.ofNullable(status.step()).orElse(0),
                // An operator before this one saved the weight that was meant, and no other.
                Optional.ofNullable(status.targetWeight())
                        .or(() -> Optional.ofNullable(status.weight()))
                        .orElse(0),
                Optional.ofNullable(status.stepStartedAt()).map(Times::instant),
                duration(status.heldSeconds()),
                duration(status.undecidedSeconds()),
                duration(status.waitedSeconds()),
                Optional.ofNullable(status.lookedAt()).map(Times::instant),
                Optional.ofNullable(status.unreadySince()).map(Times::instant));
    }

    private static Duration duration(Double seconds) {
        return Duration.ofMillis(Math.round(Optional.ofNullable(seconds).orElse(0.0) * 1000));
    }

    private static Map<String, CheckRun> checks(List<CheckStatus> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        CheckStatus::name,
                        entry -> new CheckRun(
                                entry.name(),
                                entry.step(),
                                entry.result(),
                                Optional.ofNullable(entry.message()).orElse(""),
                                Times.instant(entry.since()))));
    }

    private static Map<Action, String> actions(ActionsStatus status) {
        Map<Action, String> actions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            action.handled(status).ifPresent(value -> actions.put(action, value));
        }
        return actions;
    }

    private static FinishedAttempt finished(HistoryEntry entry) {
        Revision revision =
                revision(entry.revision(), entry.backend(), entry.frontend(), Boolean.TRUE.equals(entry.migrates()));
        AttemptResult result = new AttemptResult(
                entry.outcome(),
                reason(entry.reason(), entry.outcome()),
                entry.message(),
                Times.instant(entry.decidedAt()));
        return new FinishedAttempt(
                new Attempt(revision, entry.attempt(), Times.instant(entry.startedAt())),
                result,
                Times.instant(entry.finishedAt()));
    }

    private static <T> List<T> list(List<T> items) {
        return items == null ? List.of() : items;
    }
}
