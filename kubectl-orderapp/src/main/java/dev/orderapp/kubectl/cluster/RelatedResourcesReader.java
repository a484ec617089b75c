package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Filterable;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what belongs to a release. A kind that may not be read is left out and named. */
public final class RelatedResourcesReader {
    private final KubernetesClient client;
    private final String namespace;
    private final String release;
    private final List<String> forbiddenKinds = new ArrayList<>();

    private RelatedResourcesReader(KubernetesClient client, String namespace, String release) {
        this.client = client;
        this.namespace = namespace;
        this.release = release;
    }

    /** Reads all kinds once. */
    public static RelatedResources read(OrderAppRelease release, KubernetesClient client) {
        RelatedResourcesReader reader = new RelatedResourcesReader(
                client,
                release.getMetadata().getNamespace(),
                release.getMetadata().getName());
        return reader.read();
    }

    private RelatedResources read() {
        return new RelatedResources(
                labelled("Deployments", () -> client.apps().deployments().inNamespace(namespace)),
                labelled("Pods", () -> client.pods().inNamespace(namespace)),
                labelled("Services", () -> client.services().inNamespace(namespace)),
                labelled("Ingresses", () -> client.network().v1().ingresses().inNamespace(namespace)),
                events(),
                List.copyOf(forbiddenKinds));
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>, F extends Filterable<? extends Listable<L>>>
            List<T> labelled(String kind, Supplier<F> all) {
        return allowed(
                        kind,
                        () -> all.get().withLabels(Labels.allOf(release)).list().getItems())
                .stream()
                .sorted(Comparator.comparing(object -> object.getMetadata().getName()))
                .toList();
    }

    private List<Event> events() {
        return allowed("Events", () -> client.v1()
                        .events()
                        .inNamespace(namespace)
                        .withField("involvedObject.kind", "OrderAppRelease")
                        .withField("involvedObject.name", release)
                        .list()
                        .getItems())
                .stream()
                .sorted(Comparator.comparing(
                        event -> Optional.ofNullable(event.getLastTimestamp()).orElse("")))
                .toList();
    }

    private <T> List<T> allowed(String kind, Supplier<List<T>> read) {
        try {
            return read.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == ApiErrors.FORBIDDEN) {
                forbiddenKinds.add(kind);
                return List.of();
            }
            throw ApiErrors.of(
                    e,
                    "read " + kind + " in namespace " + namespace,
                    client.getMasterUrl().toString());
        }
    }
}
