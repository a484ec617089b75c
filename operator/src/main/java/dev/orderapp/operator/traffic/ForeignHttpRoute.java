package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An HTTPRoute that belongs to no release, and has the path of one on its host and Gateway. A Gateway accepts both. Of two rules that
 * match a request alike the older route's wins, so that visitors without a cookie go to one, and those whom a canary's rule names by a
 * header to the other. It is named, and holds nothing: whoever may write an HTTPRoute could stop all releases by it. A longer path is no
 * matter, as a Gateway takes the longest first.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">Gateway API, HTTPRouteRule: precedence</a>
 */
public final class ForeignHttpRoute {
    /** Name of the index of these HTTPRoutes by {@link #keys}. */
    public static final String INDEX = "host";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String GATEWAY = "Gateway";
    private static final String EXPRESSION = "RegularExpression";

    private final HTTPRoute route;
    private final HTTPRouteSpec spec;

    private ForeignHttpRoute(HTTPRoute route) {
        this.route = route;
        spec = Optional.ofNullable(route.getSpec()).orElseGet(HTTPRouteSpec::new);
    }

    private static ForeignHttpRoute of(GenericKubernetesResource route) {
        return new ForeignHttpRoute(SERIALIZATION.convertValue(route, HTTPRoute.class));
    }

    /** What HTTPRoutes are to be indexed by to find those that share a host with a release: the same as {@link HostClaims#keys}. */
    public static List<String> keys(GenericKubernetesResource route) {
        ForeignHttpRoute foreign = of(route);
        return foreign.parents()
                .flatMap(parent ->
                        HostClaims.orAny(foreign.hosts()).map(host -> HostClaims.key(foreign.place(parent), host)))
                .distinct()
                .toList();
    }

    /**
     * What is between a release and such HTTPRoutes, the first by name alone.
     *
     * @param byKey the HTTPRoutes that have one of the {@link #keys}
     */
    public static Optional<Obstacle> obstacle(
            OrderAppRelease release, Function<String, List<GenericKubernetesResource>> byKey) {
        if (release.getSpec() == null || !(HostClaims.settings(release) instanceof GatewaySettings own)) {
            return Optional.empty();
        }
        Set<String> paths = Set.copyOf(own.paths().values());
        String namespace = release.getMetadata().getNamespace();
        return own.gateway().parentRefs().stream()
                .flatMap(parent -> HostClaims.orAny(own.hosts()).flatMap(host -> {
                    String place = HostClaims.gateway(parent.namespace(), namespace, parent.name());
                    return byKey.apply(HostClaims.key(place, host)).stream()
                            .map(ForeignHttpRoute::of)
                            .filter(foreign -> foreign.isAt(place, parent.sectionName()))
                            .flatMap(foreign -> foreign.paths()
                                    .filter(paths::contains)
                                    .map(path -> foreign.sentence(path, host, place)));
                }))
                .min(Comparator.naturalOrder())
                .map(sentence -> new Obstacle(Obstacle.Kind.PathConflict, sentence));
    }

    private Stream<ParentReference> parents() {
        return Stream.ofNullable(spec.getParentRefs())
                .flatMap(List::stream)
                .filter(parent -> parent.getKind() == null || parent.getKind().equals(GATEWAY));
    }

    private String place(ParentReference parent) {
        return HostClaims.gateway(parent.getNamespace(), route.getMetadata().getNamespace(), parent.getName());
    }

    private List<String> hosts() {
        return Optional.ofNullable(spec.getHostnames()).orElse(List.of());
    }

    /** Whether it is at that Gateway, and not at another listener of it. */
    private boolean isAt(String place, String listener) {
        return parents()
                .filter(parent -> place(parent).equals(place))
                .anyMatch(parent -> listener == null
                        || parent.getSectionName() == null
                        || parent.getSectionName().equals(listener));
    }

    /** As a release would write them; expressions, whose precedence each Gateway chooses, are left out. */
    private Stream<String> paths() {
        return Stream.ofNullable(spec.getRules())
                .flatMap(List::stream)
                .flatMap(rule -> Optional.ofNullable(rule.getMatches())
                        .filter(matches -> !matches.isEmpty())
                        .orElseGet(() -> List.of(new HTTPRouteMatch()))
                        .stream())
                .map(HTTPRouteMatch::getPath)
                .filter(path -> path == null || !EXPRESSION.equals(path.getType()))
                .map(path ->
                        Optional.ofNullable(path).map(HTTPPathMatch::getValue).orElse("/"))
                .map(path -> path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private String sentence(String path, String host, String place) {
        return "path " + path + " of HTTPRoute " + QualifiedName.of(route)
                + ", which belongs to no release, is this release's path on "
                + (host.isEmpty() ? "any host" : "host " + host) + " in " + place
                + " as well: visitors without a cookie go to the older of the two routes;"
                + " delete one of them, or change its hosts or path";
    }
}
