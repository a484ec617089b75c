package dev.orderapp.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a Pod's status says about it. */
final class PodReport {
    /** So many restarts are no accident any more. */
    static final int RESTARTS = 3;

    /** A container that has run on for so long has recovered, however often it restarted before. */
    static final Duration RECENT = Duration.ofMinutes(5);

    private static final String CRASH_LOOP = "CrashLoopBackOff";

    /** Every Pod passes through these. */
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing", CRASH_LOOP);

    private final Pod pod;

    PodReport(Pod pod) {
        this.pod = pod;
    }

    /** Whether it may get requests: ready, and not going away. */
    boolean ready() {
        return !goesAway()
                && condition("Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    boolean goesAway() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether one of its containers runs or ran, so that it may have had effects. */
    boolean hasBegun() {
        return containers()
                .anyMatch(c -> c.getRestartCount() != null && c.getRestartCount() > 0
                        || lastExit(c).isPresent()
                        || Optional.ofNullable(c.getState())
                                .filter(s -> s.getRunning() != null || s.getTerminated() != null)
                                .isPresent());
    }

    /** Which container restarts again and again, in a sentence. */
    Optional<String> crash(Instant now) {
        return containers()
                .filter(c -> crashes(c, now))
                .findFirst()
                .map(c -> "container " + c.getName() + " of Pod "
                        + pod.getMetadata().getName() + " restarts again and again (" + c.getRestartCount()
                        + " restarts"
                        + lastExit(c)
                                .map(e -> "; last exit code " + e.getExitCode() + reason(e))
                                .orElse("") + ")");
    }

    private static boolean crashes(ContainerStatus container, Instant now) {
        boolean backsOff =
                waiting(container).filter(w -> CRASH_LOOP.equals(w.getReason())).isPresent();
        boolean again = container.getRestartCount() >= RESTARTS
                && lastExit(container)
                        .flatMap(exit -> Optional.ofNullable(exit.getFinishedAt()))
                        .filter(at -> Instant.parse(at).isAfter(now.minus(RECENT)))
                        .isPresent();
        return backsOff || again;
    }

    private static String reason(ContainerStateTerminated exit) {
        return exit.getReason() == null ? "" : ", " + exit.getReason();
    }

    /** Why it does not start, in a sentence. */
    Optional<String> waiting() {
        Optional<String> container = containers()
                .flatMap(c -> waiting(c).stream())
                .filter(w -> w.getReason() != null && !HARMLESS.contains(w.getReason()))
                .findFirst()
                .map(w -> w.getReason() + details(w.getMessage()));
        return container
                .or(this::unschedulable)
                .map(why -> "Pod " + pod.getMetadata().getName() + " waits: " + why);
    }

    private Optional<String> unschedulable() {
        return condition("PodScheduled")
                .filter(c -> "Unschedulable".equals(c.getReason()))
                .map(c -> c.getReason() + details(c.getMessage()));
    }

    private static String details(String message) {
        return message == null ? "" : ", " + message;
    }

    private Optional<PodStatus> status() {
        return Optional.ofNullable(pod.getStatus());
    }

    private Optional<PodCondition> condition(String type) {
        return status().stream()
                .flatMap(s -> s.getConditions().stream())
                .filter(c -> type.equals(c.getType()))
                .findFirst();
    }

    private Stream<ContainerStatus> containers() {
        return status().stream()
                .flatMap(s -> Stream.of(s.getInitContainerStatuses(), s.getContainerStatuses()))
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus container) {
        return Optional.ofNullable(container.getState()).map(ContainerState::getWaiting);
    }

    private static Optional<ContainerStateTerminated> lastExit(ContainerStatus container) {
        return Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated);
    }
}
