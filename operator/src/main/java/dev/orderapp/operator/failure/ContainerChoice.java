package dev.orderapp.operator.failure;

import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.format.PlainText;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container whose last lines are to be kept, and of which of its runs.
 *
 * @param container what its Pod's status says of it
 * @param log which log has its last lines; empty if it has never run
 */
record ContainerChoice(FailedContainer container, Optional<Run> log) {
    /** The run of a container whose log is read. */
    enum Run {
        /** That of now, or the last one if it has ended and was not started again. */
        LAST,
        /** The one before. */
        BEFORE
    }

    /** Every Pod passes through these. */
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");

    /** Of Pods of one kind: what the third shows, the first two have shown. */
    private static final int OF_ONE_NAME = 2;

    /**
     * Those of a version, the most telling first: what failed, ended or was restarted, or belongs to a Pod that isn't ready. Where none of a
     * component did, as in a version whose answers are wrong, one Pod of that component stands for it.
     *
     * @param pods of that version
     */
    static List<ContainerChoice> of(List<Pod> pods) {
        List<ContainerChoice> failed = pods.stream()
                .flatMap(pod ->
                        statuses(pod).filter(status -> hasFailed(pod, status)).map(status -> of(pod, status)))
                .sorted(Comparator.comparing(ContainerChoice::hasEnded)
                        .thenComparing(choice -> Objects.toString(choice.container.at(), ""))
                        .reversed())
                .toList();
        Set<String> told = failed.stream()
                .map(choice -> component(choice.container))
                .collect(Collectors.toCollection(HashSet::new));
        Stream<ContainerChoice> others = pods.stream()
                .filter(pod -> told.add(component(pod)))
                .flatMap(pod -> mains(pod).filter(ContainerChoice::isRunning).map(status -> of(pod, status)));
        Map<String, List<ContainerChoice>> byName = failed.stream()
                .collect(Collectors.groupingBy(
                        choice -> component(choice.container) + "/" + choice.container.container()));
        return Stream.concat(
                        failed.stream()
                                .filter(choice ->
                                        byName.get(component(choice.container) + "/" + choice.container.container())
                                                        .indexOf(choice)
                                                < OF_ONE_NAME),
                        others)
                .limit(AttemptFailure.CONTAINERS)
                .toList();
    }

    private static ContainerChoice of(Pod pod, ContainerStatus status) {
        Optional<ContainerStateTerminated> end = end(status);
        Optional<ContainerStateWaiting> waiting = waiting(status);
        boolean endedBefore = terminated(status.getState()).isEmpty() && end.isPresent();
        FailedContainer container = new FailedContainer(
                pod.getMetadata().getName(),
                component(pod),
                status.getName(),
                end.map(ContainerStateTerminated::getReason)
                        .or(() -> waiting.map(ContainerStateWaiting::getReason))
                        .orElse(isReady(pod) ? "Running" : "NotReady"),
                end.map(ContainerStateTerminated::getExitCode).orElse(null),
                restarts(status),
                end.map(ContainerStateTerminated::getFinishedAt).orElse(null),
                List.of(),
                null);
        if (end.isEmpty() && waiting.isPresent()) {
            String why = Optional.ofNullable(waiting.get().getMessage())
                    .map(message -> ": " + message)
                    .orElse("");
            return new ContainerChoice(
                    container.with(List.of(), PlainText.line("it has never run" + why, AttemptFailure.LONGEST)),
                    Optional.empty());
        }
        return new ContainerChoice(container, Optional.of(endedBefore ? Run.BEFORE : Run.LAST));
    }

    private boolean hasEnded() {
        return container.exitCode() != null;
    }

    private static boolean hasFailed(Pod pod, ContainerStatus status) {
        Optional<ContainerStateTerminated> now = terminated(status.getState());
        if (now.isPresent()) {
            return !Integer.valueOf(0).equals(now.get().getExitCode());
        }
        return terminated(status.getLastState()).isPresent()
                || waiting(status)
                        .filter(w -> w.getReason() != null && !HARMLESS.contains(w.getReason()))
                        .isPresent()
                || isRunning(status) && !isReady(pod);
    }

    private static boolean isRunning(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .isPresent();
    }

    /** How its last run ended that has ended. */
    private static Optional<ContainerStateTerminated> end(ContainerStatus status) {
        return terminated(status.getState()).or(() -> terminated(status.getLastState()));
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerState state) {
        return Optional.ofNullable(state).map(ContainerState::getTerminated);
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(ContainerState::getWaiting);
    }

    private static int restarts(ContainerStatus status) {
        return Optional.ofNullable(status.getRestartCount()).orElse(0);
    }

    private static boolean isReady(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static String component(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.COMPONENT))
                .orElse(null);
    }

    private static String component(FailedContainer container) {
        return container.component();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(of(pod, PodStatus::getInitContainerStatuses), mains(pod));
    }

    private static Stream<ContainerStatus> mains(Pod pod) {
        return of(pod, PodStatus::getContainerStatuses);
    }

    private static Stream<ContainerStatus> of(Pod pod, Function<PodStatus, List<ContainerStatus>> statuses) {
        return Optional.ofNullable(pod.getStatus()).map(statuses).stream().flatMap(List::stream);
    }
}
