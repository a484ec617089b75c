package dev.orderapp.kubectl.cluster;

import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Filterable;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What belongs to a release in its namespace, each by name.
 *
 * @param deployments of all its revisions
 * @param pods of all its revisions
 * @param services stable and canary ones
 * @param ingresses stable and canary ones
 * @param events on the release, oldest first
 * @param unseen kinds that the caller may not read, for example {@code Pods}
 */
public record RelatedResources(
        List<Deployment> deployments,
        List<Pod> pods,
        List<Service> services,
        List<Ingress> ingresses,
        List<Event> events,
        List<String> unseen) {

    /** Nothing there, nothing refused. */
    public static final RelatedResources NONE =
            new RelatedResources(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Reads them; a kind that may not be read is left out and named in {@code unseen}. */
    public static RelatedResources of(OrderAppRelease release, KubernetesClient client) {
        Reader reader = new Reader(
                client,
                release.getMetadata().getNamespace(),
                release.getMetadata().getName());
        return new RelatedResources(
                reader.labelled("Deployments", () -> client.apps().deployments().inNamespace(reader.namespace)),
                reader.labelled("Pods", () -> client.pods().inNamespace(reader.namespace)),
                reader.labelled("Services", () -> client.services().inNamespace(reader.namespace)),
                reader.labelled(
                        "Ingresses", () -> client.network().v1().ingresses().inNamespace(reader.namespace)),
                reader.events(),
                List.copyOf(reader.unseen));
    }

    private static final class Reader {
        private final KubernetesClient client;
        private final String namespace;
        private final String release;
        private final List<String> unseen = new ArrayList<>();

        Reader(KubernetesClient client, String namespace, String release) {
            this.client = client;
            this.namespace = namespace;
            this.release = release;
        }

        <T extends HasMetadata, L extends KubernetesResourceList<T>, F extends Filterable<? extends Listable<L>>>
                List<T> labelled(String kind, Supplier<F> all) {
            return allowed(kind, () -> all.get()
                            .withLabels(ReleaseLabels.of(release))
                            .list()
                            .getItems())
                    .stream()
                    .sorted(Comparator.comparing(object -> object.getMetadata().getName()))
                    .toList();
        }

        List<Event> events() {
            return allowed("Events", () -> client.v1()
                            .events()
                            .inNamespace(namespace)
                            .withField("involvedObject.kind", "OrderAppRelease")
                            .withField("involvedObject.name", release)
                            .list()
                            .getItems())
                    .stream()
                    .sorted(Comparator.comparing(event ->
                            Optional.ofNullable(event.getLastTimestamp()).orElse("")))
                    .toList();
        }

        private <T> List<T> allowed(String kind, Supplier<List<T>> read) {
            try {
                return read.get();
            } catch (KubernetesClientException e) {
                if (e.getCode() == ApiErrors.FORBIDDEN) {
                    unseen.add(kind);
                    return List.of();
                }
                throw ApiErrors.of(
                        e,
                        "read " + kind + " in namespace " + namespace,
                        client.getMasterUrl().toString());
            }
        }
    }
}
