package dev.orderapp.operator.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a Pod's status says about it. */
final class PodHealth {
    /** So many restarts are no accident any more. */
    static final int RESTARTS = 3;

    /** A container that has run on for so long has recovered, however often it restarted before. */
    static final Duration RECENT = Duration.ofMinutes(5);

    private static final String CRASH_LOOP = "CrashLoopBackOff";

    /** Every Pod passes through these. */
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing", CRASH_LOOP);

    /** Reasons of an exit that the kubelet, or the container runtime, does not know. */
    private static final Set<String> LOST = Set.of("Unknown", "ContainerStatusUnknown");

    private final Pod pod;

    PodHealth(Pod pod) {
        this.pod = pod;
    }

    /** Whether it may get requests: ready, and not going away. */
    boolean ready() {
        return !isTerminating()
                && condition("Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    boolean isTerminating() {
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

    /**
     * Which container restarts again and again because it fails, in a sentence. It is the version's fault only if
     *
     * <ul>
     *   <li>the container runs as long as its Pod does: one of the Pod's containers or a sidecar. An init container that fails is tried
     *       again until what it waits for is there, see {@link #waiting()}; the Pod has no visitors before;
     *   <li>its last run ended badly by itself, or was ended for what it did: an exit code other than 0, too much memory, a liveness probe
     *       that failed. A run that ended well, or whose end the kubelet does not know because the node or its container runtime was
     *       restarted, is none of that;
     *   <li>the Pod goes on: one that was evicted, or shut down with its node, starts nothing any more.
     * </ul>
     *
     * <p>What a container needed to start is over once it runs, so restarts before {@code since} don't count; nor does one that ended well,
     * unless it is the last of several since then, as a server has to stay.
     *
     * @param since when the version got visitors, or its last share of them
     *
     * <p>Source: the Kubernetes documentation, "Pod lifecycle" and "Init containers".
     */
    Optional<String> crash(Instant since) {
        if (hasEnded()) {
            return Optional.empty();
        }
        return longRunning()
                .filter(c -> crashes(c, since))
                .findFirst()
                .map(c -> "container " + c.getName() + " of Pod "
                        + pod.getMetadata().getName() + " restarts again and again (" + restarts(c) + ")");
    }

    /** A Pod in one of these phases stays in it. */
    boolean hasEnded() {
        return status().filter(s -> "Failed".equals(s.getPhase()) || "Succeeded".equals(s.getPhase()))
                .isPresent();
    }

    private static boolean crashes(ContainerStatus container, Instant since) {
        boolean failed = lastExit(container).map(PodHealth::isFailure).orElse(true);
        boolean ended = lastExit(container).filter(PodHealth::isWell).isPresent();
        return isBackingOff(container) && failed || endsAgain(container, since) && (failed || ended);
    }

    private static boolean isWell(ContainerStateTerminated exit) {
        return Integer.valueOf(0).equals(exit.getExitCode());
    }

    private static boolean endsAgain(ContainerStatus container, Instant since) {
        return restartCount(container) >= RESTARTS
                && lastExit(container)
                        .flatMap(exit -> Optional.ofNullable(exit.getFinishedAt()))
                        .filter(at -> Instant.parse(at).isAfter(since))
                        .isPresent();
    }

    private static boolean isFailure(ContainerStateTerminated exit) {
        return !isWell(exit) && (exit.getReason() == null || !LOST.contains(exit.getReason()));
    }

    private static boolean isBackingOff(ContainerStatus container) {
        return waiting(container).filter(w -> CRASH_LOOP.equals(w.getReason())).isPresent();
    }

    private static int restartCount(ContainerStatus container) {
        return Optional.ofNullable(container.getRestartCount()).orElse(0);
    }

    private static String restarts(ContainerStatus container) {
        return restartCount(container) + " restarts"
                + lastExit(container)
                        .map(e -> "; last exit code " + e.getExitCode() + reason(e))
                        .orElse("");
    }

    private static String reason(ContainerStateTerminated exit) {
        return exit.getReason() == null ? "" : ", " + exit.getReason();
    }

    /** Why it does not start or stay up, in a sentence. */
    Optional<String> waiting() {
        Optional<String> container = containers()
                .flatMap(c -> waiting(c).stream())
                .filter(w -> w.getReason() != null && !HARMLESS.contains(w.getReason()))
                .findFirst()
                .map(w -> w.getReason() + details(w.getMessage()));
        return container
                .or(this::unschedulable)
                .or(this::failingInitContainer)
                .or(this::exitingContainer)
                .map(why -> "Pod " + pod.getMetadata().getName() + " waits: " + why);
    }

    /** An init container that failed and is tried again. */
    private Optional<String> failingInitContainer() {
        return runToCompletion()
                .filter(c -> !hasCompleted(c))
                .filter(c -> isBackingOff(c)
                        || lastExit(c).filter(PodHealth::isFailure).isPresent())
                .findFirst()
                .map(c -> "init container " + c.getName() + " fails and is tried again (" + restarts(c) + ")");
    }

    /** One that ends well each time, as a job would and a server should not. */
    private Optional<String> exitingContainer() {
        return longRunning()
                .filter(c -> isBackingOff(c)
                        && lastExit(c).filter(e -> !isFailure(e)).isPresent())
                .findFirst()
                .map(c -> "container " + c.getName() + " ends by itself and is started again (" + restarts(c) + ")");
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
        return Stream.concat(inits(), mains());
    }

    private Stream<ContainerStatus> inits() {
        return status().stream()
                .map(PodStatus::getInitContainerStatuses)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream);
    }

    private Stream<ContainerStatus> mains() {
        return status().stream()
                .map(PodStatus::getContainerStatuses)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream);
    }

    /** Those that should run as long as the Pod does. */
    private Stream<ContainerStatus> longRunning() {
        return Stream.concat(inits().filter(c -> sidecars().contains(c.getName())), mains());
    }

    /** Those that run to their end before the others begin. */
    private Stream<ContainerStatus> runToCompletion() {
        return inits().filter(c -> !sidecars().contains(c.getName()));
    }

    /** An init container is a sidecar if it is always restarted. */
    private Set<String> sidecars() {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getInitContainers).stream()
                .flatMap(List::stream)
                .filter(c -> "Always".equals(c.getRestartPolicy()))
                .map(Container::getName)
                .collect(Collectors.toSet());
    }

    private static boolean hasCompleted(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getTerminated)
                .filter(exit -> Integer.valueOf(0).equals(exit.getExitCode()))
                .isPresent();
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus container) {
        return Optional.ofNullable(container.getState()).map(ContainerState::getWaiting);
    }

    private static Optional<ContainerStateTerminated> lastExit(ContainerStatus container) {
        return Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated);
    }
}
