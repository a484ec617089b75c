package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.cluster.RelatedResourcesReader;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Action;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the page can ask for: reads releases and acts on them, with the caller's rights. */
final class DashboardApi {
    private final KubernetesClient client;
    private final Optional<String> namespace;

    /** @param namespace whose releases are shown; those of all namespaces when empty */
    DashboardApi(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    List<ReleaseDetails.Summary> all() {
        ReleaseClient releases = new ReleaseClient(client, namespace);
        return (namespace.isPresent() ? releases.list() : releases.listAll())
                .stream()
                        .map(release -> ReleaseDetails.Summary.of(new ReleaseView(release)))
                        .toList();
    }

    ReleaseDetails one(String namespaceOfRelease, String name) {
        OrderAppRelease release = new ReleaseClient(client, Optional.of(namespaceOfRelease)).get(name);
        return ReleaseDetails.of(new ReleaseView(release), RelatedResourcesReader.read(release, client), Instant.now());
    }

    /**
     * Does what the person confirmed.
     *
     * @param value of the action as the page showed it
     * @return what was asked for, in a sentence
     * @throws CommandException if the release has moved on since, or the cluster refuses
     */
    String act(String namespaceOfRelease, String name, String action, String value) {
        ReleaseClient releases = new ReleaseClient(client, Optional.of(namespaceOfRelease));
        ReleaseDetails.PossibleAction current =
                ReleaseDetails.actions(new ReleaseView(releases.get(name))).get(action);
        if (current == null || !current.value().equals(value)) {
            throw CommandException.usage(
                    "nothing was done: the release has moved on since the page showed it; read it again and decide anew");
        }
        switch (action) {
            case "pause", "resume" -> releases.patch(name, Map.of("spec", Map.of("paused", Boolean.valueOf(value))));
            default ->
                releases.annotate(
                        name, Action.valueOf(action.toUpperCase(Locale.ROOT)).annotation(), value);
        }
        return current.effect();
    }
}
