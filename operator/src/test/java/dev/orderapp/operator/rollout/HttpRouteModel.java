package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.World.BOTH;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.traffic.EntranceSettings;
import dev.orderapp.operator.traffic.Entrances;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTPRoute of a release, written and read by the operator's own router, and a Gateway that answers to it: late, with a refusal, or
 * not at all.
 */
final class HttpRouteModel {
    private final OrderAppRelease release = ReleaseFixtures.shop("""
            backend: {image: "acme/order-backend:1.0.0"}
            frontend: {image: "acme/order-frontend:1.0.0"}
            gateway: {parentRefs: [{name: web}]}
            """);

    private final EntranceSettings settings = EntranceSettings.of(release.getSpec(), BOTH);

    /** So long after a write the Gateway answers. */
    Duration lag = Duration.ZERO;

    boolean refuses;
    /** The Gateway is gone, and nobody says so. */
    boolean silent;

    /** A route's rules follow from the shares alone, which are asked about at each reconcile. */
    private final Map<Map<ComponentName, Route>, HTTPRoute> rendered = new HashMap<>();

    private Optional<HTTPRoute> route = Optional.empty();
    private long generation;
    private Instant writtenAt = Instant.EPOCH;

    /** Whether the route is to be written for these shares. */
    boolean differs(Map<ComponentName, Route> routes) {
        return route.map(HTTPRoute::getSpec)
                .filter(spec -> spec.equals(rendered(routes).getSpec()))
                .isEmpty();
    }

    private HTTPRoute rendered(Map<ComponentName, Route> routes) {
        return rendered.computeIfAbsent(Map.copyOf(routes), shares ->
                (HTTPRoute) settings.objects(release, shares).get(0));
    }

    void write(Map<ComponentName, Route> routes, Instant now) {
        HTTPRoute wanted = rendered(routes);
        route = Optional.of(new HTTPRouteBuilder()
                .withNewMetadataLike(wanted.getMetadata())
                .withGeneration(++generation)
                .withCreationTimestamp(now.toString())
                .endMetadata()
                .withSpec(wanted.getSpec())
                .withStatus(route.map(HTTPRoute::getStatus).orElse(null))
                .build());
        writtenAt = now;
    }

    /** The Gateway has a look at it. */
    void answer(Instant now) {
        if (silent || now.isBefore(writtenAt.plus(lag))) {
            return;
        }
        route.ifPresent(r -> {
            r.setStatus(new HTTPRouteStatusBuilder()
                    .addNewParent()
                    .withParentRef(parent(r.getSpec()))
                    .withConditions(condition("Accepted", !refuses), condition("ResolvedRefs", true))
                    .endParent()
                    .build());
        });
    }

    private static ParentReference parent(HTTPRouteSpec spec) {
        return spec.getParentRefs().get(0);
    }

    private Condition condition(String type, boolean holds) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withReason(holds ? type : "NotAllowedByListeners")
                .withMessage("as the test says")
                .withObservedGeneration(generation)
                .build();
    }

    void delete() {
        route = Optional.empty();
    }

    void repair() {
        refuses = false;
        silent = false;
    }

    /** Whether the Gateway was right to say that it follows the route, with this weight. */
    boolean follows(int weight) {
        boolean says = route.map(HTTPRoute::getStatus)
                .filter(status -> status.getParents().get(0).getConditions().stream()
                        .allMatch(c -> c.getStatus().equals("True")
                                && c.getObservedGeneration().equals(generation)))
                .isPresent();
        return says && BOTH.stream().allMatch(c -> route(c).map(Route::weight).equals(Optional.of(weight)));
    }

    Optional<Route> route(ComponentName component) {
        return Entrances.route(live(), component);
    }

    Entrance entrance(Instant now) {
        return Entrances.entrance(release, live(), now);
    }

    List<Obstacle> obstacles(Instant now) {
        return Entrances.obstacles(release, live(), now);
    }

    private TrafficObjects live() {
        return new TrafficObjects("shop", List.of(), route.stream().toList(), List.of(), GatewayApi.ROUTES_ALONE);
    }
}
