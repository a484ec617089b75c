package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the end of a Pod's log, and the Events about it. Needs the rights {@code get pods}, {@code get pods/log} and {@code list events}. */
public final class PodLogReader {
    private static final int LINES = 300;
    private static final int LONGEST = 200_000;
    private static final int BAD_REQUEST = 400;

    private final KubeApi api;
    private final ModelReader model = new ModelReader();

    /** Nothing is read yet. */
    public PodLogReader(KubeApi api) {
        this.api = api;
    }

    /**
     * Which log is read.
     *
     * @param namespace of the release
     * @param release its name: a Pod of something else is not read
     * @param pod the Pod's name
     * @param container its container
     * @param previous whether of the run of the container before this one
     */
    public record Choice(String namespace, String release, String pod, String container, boolean previous) {}

    /**
     * The last lines, each with the time at which it was written; at most {@value #LONGEST} characters.
     *
     * @throws CommandException if the Pod is gone or belongs to something else, the container has no such log, or it may not be read
     */
    public String tail(Choice choice) {
        String path = path(choice.namespace(), "pods") + "/" + KubeApi.encoded(choice.pod());
        String what = "read the log of Pod " + choice.pod() + " in namespace " + choice.namespace();
        try {
            belongs(model.object(api.get(path), Pod.class), choice);
            String log = api.text(path + "/log?timestamps=true&tailLines=" + LINES + "&previous=" + choice.previous()
                    + "&container=" + KubeApi.encoded(choice.container()));
            return log.substring(Math.max(0, log.length() - LONGEST));
        } catch (ApiException e) {
            if (e.code() == ApiErrors.NOT_FOUND) {
                throw CommandException.cluster("Pod " + choice.pod() + " is gone, and its log with it");
            }
            if (e.code()
                    == BAD_REQUEST) { // The container has not started, or had no earlier run: Kubernetes' sentence says
                // which.
                throw CommandException.cluster("there is no log: " + e.getMessage());
            }
            throw ApiErrors.of(e, what, api.server());
        }
    }

    private static void belongs(Pod pod, Choice choice) {
        Map<String, String> labels =
                Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
        if (!labels.entrySet().containsAll(Labels.allOf(choice.release()).entrySet())) {
            throw CommandException.usage("Pod " + choice.pod() + " does not belong to " + choice.release());
        }
    }

    /** The Events about a Pod, newest first; none where they may not be read. */
    public List<Event> events(String namespace, String pod) {
        String about = "involvedObject.kind=Pod,involvedObject.name=" + pod;
        try {
            Object answer = api.get(path(namespace, "events") + "?fieldSelector=" + KubeApi.encoded(about));
            return Json.items(Json.field(answer, "items")).stream()
                    .map(item -> model.object(item, Event.class))
                    .sorted(Comparator.comparing((Event event) -> Optional.ofNullable(event.getLastTimestamp())
                                    .orElse(""))
                            .reversed())
                    .toList();
        } catch (ApiException e) {
            if (e.code() == ApiErrors.FORBIDDEN) {
                return List.of();
            }
            throw ApiErrors.of(e, "read Events in namespace " + namespace, api.server());
        }
    }

    private static String path(String namespace, String kind) {
        return "api/v1/namespaces/" + KubeApi.encoded(namespace) + "/" + kind;
    }
}
