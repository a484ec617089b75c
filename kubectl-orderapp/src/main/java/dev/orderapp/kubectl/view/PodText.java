package dev.orderapp.kubectl.view;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the containers of Pods come to. */
public final class PodText {
    private PodText() {}

    /** Of its containers; none where the kubelet has not reported any yet. */
    public static List<ContainerStatus> containers(Pod pod) {
        return Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getContainerStatuses)
                .orElse(List.of());
    }

    /** Whether all of its containers are; none was started yet where none is known. */
    public static boolean isReady(Pod pod) {
        List<ContainerStatus> containers = containers(pod);
        return !containers.isEmpty() && containers.stream().allMatch(c -> Boolean.TRUE.equals(c.getReady()));
    }

    /** For example {@code , 2 restarts}; nothing where there was none. */
    static String restarts(List<Pod> pods) {
        int restarts = pods.stream().mapToInt(PodText::restarts).sum();
        return restarts == 0 ? "" : ", " + restarts + (restarts == 1 ? " restart" : " restarts");
    }

    /** How often its containers were started again. */
    public static int restarts(Pod pod) {
        return containers(pod).stream()
                .mapToInt(c -> Optional.ofNullable(c.getRestartCount()).orElse(0))
                .sum();
    }

    /** What a container waits for says more than the Pod's phase, which stays Pending or Running meanwhile. */
    public static String state(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        return PodText.containers(pod).stream()
                .flatMap(c -> Stream.ofNullable(c.getState()))
                .flatMap((ContainerState s) -> Stream.ofNullable(s.getWaiting()))
                .flatMap((ContainerStateWaiting w) -> Stream.ofNullable(w.getReason()))
                .findFirst()
                .or(() -> Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase))
                .orElse("Unknown");
    }
}
