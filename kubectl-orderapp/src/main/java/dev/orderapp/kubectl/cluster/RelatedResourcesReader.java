package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what belongs to a release. A kind that may not be read is left out and named. */
public final class RelatedResourcesReader {
    private final KubeApi api;
    private final ModelReader model = new ModelReader();
    private final String namespace;
    private final String release;
    private final boolean byGateway;
    private final List<String> forbiddenKinds = new ArrayList<>();

    private RelatedResourcesReader(KubeApi api, OrderAppRelease release) {
        this.api = api;
        this.namespace = release.getMetadata().getNamespace();
        this.release = release.getMetadata().getName();
        // Not every cluster knows HTTPRoutes.
        this.byGateway = release.getSpec() != null && release.getSpec().gateway() != null;
    }

    /** Reads all kinds once. */
    public static RelatedResources read(OrderAppRelease release, KubeApi api) {
        return new RelatedResourcesReader(api, release).read();
    }

    private RelatedResources read() {
        return new RelatedResources(
                labelled("Deployments", "apis/apps/v1", Deployment.class),
                labelled("Pods", "api/v1", Pod.class),
                labelled("Services", "api/v1", Service.class),
                labelled("Ingresses", "apis/networking.k8s.io/v1", Ingress.class),
                byGateway ? labelled("HTTPRoutes", "apis/gateway.networking.k8s.io/v1", HTTPRoute.class) : List.of(),
                events(),
                List.copyOf(forbiddenKinds));
    }

    private <T extends HasMetadata> List<T> labelled(String kind, String group, Class<T> type) {
        Map<String, String> selector = Map.of("labelSelector", LabelSelector.of(Labels.allOf(release)));
        return allowed(kind, group, selector, type).stream()
                .sorted(Comparator.comparing(object -> object.getMetadata().getName()))
                .toList();
    }

    private List<Event> events() {
        String about = "involvedObject.kind=OrderAppRelease,involvedObject.name=" + release;
        return allowed("Events", "api/v1", Map.of("fieldSelector", about), Event.class).stream()
                .sorted(Comparator.comparing(
                        event -> Optional.ofNullable(event.getLastTimestamp()).orElse("")))
                .toList();
    }

    private <T> List<T> allowed(String kind, String group, Map<String, String> selector, Class<T> type) {
        String query = selector.entrySet().stream()
                .map(part -> part.getKey() + "=" + KubeApi.encoded(part.getValue()))
                .collect(Collectors.joining("&"));
        String path =
                group + "/namespaces/" + KubeApi.encoded(namespace) + "/" + kind.toLowerCase(Locale.ROOT) + "?" + query;
        try {
            return Json.items(Json.field(api.get(path), "items")).stream()
                    .map(item -> model.object(item, type))
                    .toList();
        } catch (ApiException e) {
            if (e.code() == ApiErrors.FORBIDDEN) {
                forbiddenKinds.add(kind);
                return List.of();
            }
            if (e.code() == ApiErrors.NOT_FOUND) { // The cluster does not know this kind.
                return List.of();
            }
            throw ApiErrors.of(e, "read " + kind + " in namespace " + namespace, api.server());
        }
    }
}
