package dev.orderapp.kubectl.release;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;

/**
 * What belongs to a release in its namespace, each kind sorted by name.
 *
 * @param deployments of all its revisions
 * @param pods of all its revisions
 * @param services stable and canary ones
 * @param ingresses stable and canary ones
 * @param httpRoutes where the release asks for a Gateway
 * @param events on the release, oldest first
 * @param forbiddenKinds kinds that the caller may not read, for example {@code Pods}
 */
public record RelatedResources(
        List<Deployment> deployments,
        List<Pod> pods,
        List<Service> services,
        List<Ingress> ingresses,
        List<HTTPRoute> httpRoutes,
        List<Event> events,
        List<String> forbiddenKinds) {

    /** Nothing there, nothing forbidden. */
    public static final RelatedResources NONE =
            new RelatedResources(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
}
