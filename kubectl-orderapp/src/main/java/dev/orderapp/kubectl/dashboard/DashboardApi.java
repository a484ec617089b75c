package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.cluster.CourseReader;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.PodLogReader;
import dev.orderapp.kubectl.cluster.RelatedResourcesReader;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.cluster.WorkloadClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the page can ask for: reads releases and acts on them, with the caller's rights. */
final class DashboardApi {
    private final KubeApi api;
    private final List<String> namespaces;
    private final boolean readOnly;
    private final Sparklines sparklines;

    /**
     * @param namespaces whose releases are shown; those of all namespaces when empty
     * @param readOnly whether it shows no action and does none
     */
    DashboardApi(KubeApi api, List<String> namespaces, boolean readOnly) {
        this.api = api;
        this.namespaces = List.copyOf(namespaces);
        this.readOnly = readOnly;
        this.sparklines = new Sparklines((view, attempt) -> attempt(view.namespace(), view.name(), attempt));
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** All releases; by one window at a time, as they share what they remember. */
    synchronized List<ReleaseSummary> all() {
        Instant now = Instant.now();
        sparklines.begin();
        return releases()
                .map(ReleaseView::new)
                .map(view -> ReleaseSummary.of(view, sparklines.of(view, now)))
                .toList();
    }

    private Stream<OrderAppRelease> releases() {
        return namespaces.isEmpty()
                ? new ReleaseClient(api, Optional.empty()).listAll().stream()
                : namespaces.stream()
                        .flatMap(namespace -> new ReleaseClient(api, Optional.of(namespace)).list().stream());
    }

    ReleaseDetails one(String namespaceOfRelease, String name) {
        OrderAppRelease release = new ReleaseClient(api, Optional.of(namespaceOfRelease)).get(name);
        ReleaseView view = new ReleaseView(release);
        ReleaseDetails details = ReleaseDetails.of(
                view,
                RelatedResourcesReader.read(release, api),
                view.newestAttempt().map(number -> attempt(namespaceOfRelease, name, number)),
                Instant.now());
        return readOnly ? details.withoutActions() : details;
    }

    /** What was recorded of an attempt. That it can't be read is said in its place, as the rest of the page does without. */
    RecordedAttempt attempt(String namespaceOfRelease, String name, int number) {
        try {
            return new CourseReader(api)
                    .find(namespaceOfRelease, name, number)
                    .map(texts -> RecordedAttempt.of(number, texts))
                    .orElseGet(() -> RecordedAttempt.none(number));
        } catch (CommandException e) {
            return RecordedAttempt.unreadable(number, e.getMessage());
        }
    }

    /** The end of a Pod's log, and the Events about the Pod. */
    record PodLog(String log, List<ReleaseDetails.ReleaseEvent> events) {}

    PodLog log(PodLogReader.Choice choice) {
        PodLogReader reader = new PodLogReader(api);
        return new PodLog(
                reader.tail(choice),
                reader.events(choice.namespace(), choice.pod()).stream()
                        .map(ReleaseDetails.ReleaseEvent::of)
                        .toList());
    }

    /**
     * Does what the person confirmed.
     *
     * @param value of the action as the page showed it
     * @return what was asked for, in a sentence
     * @throws CommandException if the release has moved on since, or the cluster refuses
     */
    String act(String namespaceOfRelease, String name, String action, String value) {
        ReleaseClient releases = new ReleaseClient(api, Optional.of(namespaceOfRelease));
        PossibleAction current =
                PossibleAction.of(new ReleaseView(releases.get(name))).get(action);
        if (current == null || !current.value().equals(value)) {
            throw CommandException.usage(
                    "nothing was done: the release has moved on since the page showed it; read it again and decide anew");
        }
        if (!current.change().isEmpty()) {
            releases.patch(name, current.change());
        }
        WorkloadClient workloads = new WorkloadClient(api, namespaceOfRelease);
        current.restarts().forEach(deployment -> workloads.restart(deployment, Instant.now()));
        return current.effect();
    }
}
