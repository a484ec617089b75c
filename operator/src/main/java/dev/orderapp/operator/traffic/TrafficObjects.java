package dev.orderapp.operator.traffic;

import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a release that lead visitors, as the cluster has them.
 *
 * @param release its name
 * @param ingresses stable and canary ones
 * @param httpRoutes those for visitors, and those that send visitors on by HTTPS
 * @param gateways those that the release names, as far as they exist and the operator may see them
 * @param gatewayApi whether HTTPRoutes can be written
 */
public record TrafficObjects(
        String release,
        List<Ingress> ingresses,
        List<HTTPRoute> httpRoutes,
        List<Gateway> gateways,
        GatewayApi gatewayApi) {
    /** Whether the cluster can have what is made of these settings. */
    public boolean canHold(EntranceSettings settings) {
        return !(settings instanceof GatewaySettings) || gatewayApi.isServed();
    }

    /** The Ingress by which visitors come in. */
    Optional<Ingress> stableIngress() {
        return named(ingresses, Names.ingress(release));
    }

    /** The HTTPRoute by which visitors come in. */
    Optional<HTTPRoute> httpRoute() {
        return named(httpRoutes, Names.httpRoute(release));
    }

    /** All objects by which visitors come in, be it to be sent on by HTTPS, of either kind. */
    Stream<HasMetadata> entrances() {
        return Stream.of(ingresses, httpRoutes)
                .<HasMetadata>flatMap(List::stream)
                .filter(TrafficObjects::isStable)
                .filter(o -> !o.isMarkedForDeletion());
    }

    /** Whether an Ingress or HTTPRoute is no canary's. */
    static boolean isStable(HasMetadata object) {
        return Role.stable.name().equals(object.getMetadata().getLabels().get(Labels.ROLE));
    }

    /** The one of this name, unless it is going away. */
    static <T extends HasMetadata> Optional<T> named(List<T> objects, String name) {
        return objects.stream()
                .filter(o -> o.getMetadata().getName().equals(name) && !o.isMarkedForDeletion())
                .findFirst();
    }
}
