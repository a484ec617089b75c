package dev.orderapp.kubectl.release;

import dev.orderapp.v1.CanarySpec;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.PreviewSpec;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.StartWait;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A release and its status for reading: what the operator has not reported yet is empty here, and never null.
 *
 * @param release as it was read
 */
public record ReleaseView(OrderAppRelease release) {
    private static final List<ConditionType> BLOCKERS =
            List.of(ConditionType.Resolved, ConditionType.Applied, ConditionType.Routable);

    /** Its name. */
    public String name() {
        return release.getMetadata().getName();
    }

    /** Its namespace. */
    public String namespace() {
        return release.getMetadata().getNamespace();
    }

    /** Its status; empty until the operator has seen it. */
    public Optional<OrderAppReleaseStatus> status() {
        return Optional.ofNullable(release.getStatus());
    }

    /** Its phase; empty until the operator has seen it. */
    public Optional<Phase> phase() {
        return status().map(OrderAppReleaseStatus::phase);
    }

    /** Whether it is in this phase. */
    public boolean is(Phase phase) {
        return phase().filter(phase::equals).isPresent();
    }

    /** The revision that serves. */
    public Optional<RevisionStatus> stable() {
        return status().map(OrderAppReleaseStatus::stable);
    }

    /** The revision that is being released. */
    public Optional<RevisionStatus> canary() {
        return status().map(OrderAppReleaseStatus::canary);
    }

    /** The revision that stays warm after a promotion. */
    public Optional<RevisionStatus> previous() {
        return status().map(OrderAppReleaseStatus::previous);
    }

    /** The revision of the spec, as far as the operator has seen it. */
    public Optional<String> target() {
        return status().map(OrderAppReleaseStatus::target);
    }

    /** Generation of the spec that the status is about; 0 before the operator has seen any. */
    public long observedGeneration() {
        return status().map(OrderAppReleaseStatus::observedGeneration).orElse(0L);
    }

    /** Outcomes, newest first. */
    public List<HistoryEntry> history() {
        return status().map(OrderAppReleaseStatus::history).orElse(List.of());
    }

    /** Number of the newest attempt: that of the canary, or else the one that ended last. */
    public Optional<Integer> newestAttempt() {
        return canary().map(RevisionStatus::attempt)
                .or(() -> history().stream().findFirst().map(HistoryEntry::attempt));
    }

    /** Evidence per metric. */
    public List<MetricStatus> evidence() {
        return status().map(OrderAppReleaseStatus::analysis).orElse(List.of());
    }

    /** The steps of the spec. */
    public List<StepSpec> steps() {
        return Optional.ofNullable(release.getSpec().canary())
                .map(canary -> Optional.ofNullable(canary.steps()).orElse(List.of()))
                .orElse(List.of());
    }

    /** How long Pods of a version that is rolled back stay to be looked at, as the spec writes it; empty where none stays. */
    public Optional<String> keepFailed() {
        return Optional.ofNullable(release.getSpec().canary())
                .map(CanarySpec::keepFailed)
                .filter(time -> time.matches(".*[1-9].*"));
    }

    /** By which cookie testers see the canary; empty where none do. */
    public Optional<PreviewSpec> preview() {
        return Optional.ofNullable(release.getSpec().canary()).map(CanarySpec::preview);
    }

    /** The current step; the last one where the spec has fewer now. */
    public Optional<StepSpec> step() {
        List<StepSpec> steps = steps();
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(Math.min(stepIndex(), steps.size() - 1)));
    }

    /** Index of the current step, from 0. */
    public int stepIndex() {
        return status().map(OrderAppReleaseStatus::step).orElse(0);
    }

    /** The condition of this type. */
    public Optional<Condition> condition(ConditionType type) {
        return status().flatMap(status -> Optional.ofNullable(status.conditions())).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type.name()))
                .findFirst();
    }

    /** Whether the condition of this type is there and has this status, {@code True} or {@code False}. */
    public boolean isCondition(ConditionType type, String status) {
        return condition(type).filter(c -> status.equals(c.getStatus())).isPresent();
    }

    /** What keeps the release from what its spec says: conditions that are false and should not be. */
    public List<Condition> blockers() {
        return BLOCKERS.stream()
                .flatMap(type -> condition(type).stream())
                .filter(condition -> "False".equals(condition.getStatus()))
                .toList();
    }

    /** What keeps the version that is asked for from starting, though nothing is wrong. */
    public Optional<StartWait> startWait() {
        return status().map(OrderAppReleaseStatus::waiting).flatMap(waiting -> Arrays.stream(StartWait.values())
                .filter(wait -> wait.name().equals(waiting.reason()))
                .findFirst());
    }

    /** The same in a sentence; empty where nothing does. */
    public Optional<String> startWaitMessage() {
        return startWait().flatMap(any -> condition(ConditionType.Settled)).map(Condition::getMessage);
    }

    /** Whether spec.paused is set. */
    public boolean paused() {
        return Boolean.TRUE.equals(release.getSpec().paused());
    }
}
