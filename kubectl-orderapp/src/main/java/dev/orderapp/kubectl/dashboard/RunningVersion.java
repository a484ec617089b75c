package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.kubectl.view.PodText;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version that is in use, or whose Pods have not ended yet.
 *
 * @param role {@code canary}, {@code stable}, {@code previous} or {@code leaving}
 * @param version what it is called, and its images
 * @param pods of it, by name
 */
record RunningVersion(String role, ReleaseSummary.Version version, List<RunningPod> pods) {

    /**
     * A Pod.
     *
     * @param component its tier; {@code migration} of a Job's
     * @param state what its container waits for, or its phase
     * @param restarts of all its containers
     * @param since when it was created
     * @param containers names, for the log
     */
    record RunningPod(
            String name,
            String component,
            String state,
            boolean ready,
            int restarts,
            String since,
            List<String> containers) {
        static RunningPod of(Pod pod) {
            return new RunningPod(
                    pod.getMetadata().getName(),
                    pod.getMetadata().getLabels().get(Labels.COMPONENT),
                    PodText.state(pod),
                    PodText.isReady(pod),
                    PodText.restarts(pod),
                    pod.getMetadata().getCreationTimestamp(),
                    PodText.containers(pod).stream()
                            .map(ContainerStatus::getName)
                            .toList());
        }
    }

    /** The canary first. */
    static List<RunningVersion> of(ReleaseView view, RelatedResources resources) {
        Map<String, RunningVersion> versions = new LinkedHashMap<>();
        put(versions, "canary", view.canary(), resources);
        put(versions, "stable", view.stable(), resources);
        put(versions, "previous", view.previous(), resources);
        resources.pods().stream()
                .flatMap(pod -> Labels.revision(pod).stream())
                .sorted()
                .distinct()
                .filter(revision -> !versions.containsKey(revision))
                .forEach(revision -> versions.put(
                        revision,
                        new RunningVersion(
                                "leaving",
                                new ReleaseSummary.Version(
                                        VersionName.ofRevision(revision, view).orElse(revision),
                                        revision,
                                        null,
                                        null,
                                        null,
                                        null),
                                pods(resources, revision))));
        return List.copyOf(versions.values());
    }

    private static void put(
            Map<String, RunningVersion> versions,
            String role,
            Optional<RevisionStatus> revision,
            RelatedResources resources) {
        revision.ifPresent(r -> versions.put(
                r.revision(), new RunningVersion(role, ReleaseSummary.Version.of(r), pods(resources, r.revision()))));
    }

    private static List<RunningPod> pods(RelatedResources resources, String revision) {
        return resources.pods().stream()
                .filter(pod -> Labels.revision(pod).filter(revision::equals).isPresent())
                .map(RunningPod::of)
                .toList();
    }
}
