package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.cluster.RelatedResources;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page may ask for: looks at releases and acts on them, with the caller's rights. */
final class Dashboard {
    private final KubernetesClient client;
    private final Optional<String> namespace;

    /** @param namespace whose releases are shown; those of all namespaces when empty */
    Dashboard(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    List<View.Summary> all() {
        Releases releases = new Releases(client, namespace);
        return (namespace.isPresent() ? releases.list() : releases.listAll())
                .stream()
                        .map(release -> View.Summary.of(new ReleaseView(release)))
                        .toList();
    }

    View one(String of, String name) {
        OrderAppRelease release = new Releases(client, Optional.of(of)).get(name);
        return View.of(new ReleaseView(release), RelatedResources.of(release, client), Instant.now());
    }

    /**
     * Does what the person confirmed.
     *
     * @param value of the action as the page showed it
     * @return what was asked for, in a sentence
     * @throws CommandException if the release has moved on since, or the cluster refuses
     */
    String act(String of, String name, String action, String value) {
        Releases releases = new Releases(client, Optional.of(of));
        View.Action now = View.actions(new ReleaseView(releases.get(name))).get(action);
        if (now == null || !now.value().equals(value)) {
            throw CommandException.usage("nothing was done: the release has moved on since you looked; look again");
        }
        switch (action) {
            case "pause", "resume" -> releases.patch(name, Map.of("spec", Map.of("paused", Boolean.valueOf(value))));
            default -> releases.annotate(name, "orderapp.dev/" + action, value);
        }
        return now.effect();
    }
}
