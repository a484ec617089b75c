package dev.orderapp.kubectl.release;

import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/**
 * A release's status without its gaps: what the operator has not said yet is empty here, and never null.
 *
 * @param release as it was read
 */
public record ReleaseView(OrderAppRelease release) {
    private static final List<String> BLOCKERS = List.of("Resolved", "Applied", "Routable");

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

    /** Where it stands; empty until the operator has seen it. */
    public Optional<Phase> phase() {
        return status().map(OrderAppReleaseStatus::phase);
    }

    /** Whether it stands in this phase. */
    public boolean is(Phase phase) {
        return phase().filter(phase::equals).isPresent();
    }

    /** The revision that serves. */
    public Optional<RevisionStatus> stable() {
        return status().map(OrderAppReleaseStatus::stable);
    }

    /** The revision on trial. */
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

    /** Generation of the spec that the status speaks of; 0 before the operator has seen any. */
    public long observedGeneration() {
        return status().map(OrderAppReleaseStatus::observedGeneration).orElse(0L);
    }

    /** Outcomes, newest first. */
    public List<HistoryEntry> history() {
        return status().map(OrderAppReleaseStatus::history).orElse(List.of());
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

    /** The step at which it stands; the last one where the spec has fewer by now. */
    public Optional<StepSpec> step() {
        List<StepSpec> steps = steps();
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(Math.min(stepIndex(), steps.size() - 1)));
    }

    /** Index of the step at which it stands, from 0. */
    public int stepIndex() {
        return status().map(OrderAppReleaseStatus::step).orElse(0);
    }

    /** The condition of this type. */
    public Optional<Condition> condition(String type) {
        return status().flatMap(status -> Optional.ofNullable(status.conditions())).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Whether the condition of this type is there and has this status, {@code True} or {@code False}. */
    public boolean isCondition(String type, String status) {
        return condition(type).filter(c -> status.equals(c.getStatus())).isPresent();
    }

    /** What keeps the release from going on as its spec says, each with its message: conditions that are false and should not be. */
    public List<Condition> blockers() {
        return BLOCKERS.stream()
                .flatMap(type -> condition(type).stream())
                .filter(condition -> "False".equals(condition.getStatus()))
                .toList();
    }

    /** Whether spec.paused is set. */
    public boolean paused() {
        return Boolean.TRUE.equals(release.getSpec().paused());
    }
}
