package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which of the two data planes visitors come in: Ingresses or an HTTPRoute. While a release moves from one to the other both lead to
 * the stable version. No canary starts then, as it would get visitors of the one alone; a person says that nobody comes by the former any more, by
 * deleting its objects.
 */
public final class Entrances {
    private static final NginxIngressRouter INGRESS = new NginxIngressRouter();
    private static final GatewayRouter GATEWAY = new GatewayRouter();

    private Entrances() {}

    /**
     * What is made of the objects that lead visitors.
     *
     * @param asked by the spec
     * @param mayChange whether it may be what is asked for now; else what is in use stays
     */
    public static EntranceSettings settings(EntranceSettings asked, boolean mayChange, TrafficObjects live) {
        return mayChange && live.canHold(asked) ? asked : inUse(asked, live).orElse(asked);
    }

    /** What an existing entrance records: that of the kind that is asked for, or else the other one. */
    private static Optional<EntranceSettings> inUse(EntranceSettings asked, TrafficObjects live) {
        Optional<EntranceSettings> ingress =
                live.stableIngress().flatMap(i -> EntranceSettings.recordedOn(i, IngressSettings.class));
        Optional<EntranceSettings> gateway =
                live.httpRoute().flatMap(r -> EntranceSettings.recordedOn(r, GatewaySettings.class));
        return asked instanceof GatewaySettings ? gateway.or(() -> ingress) : ingress.or(() -> gateway);
    }

    /** Where a component's canary route leads; empty if there is none. */
    public static Optional<Route> route(TrafficObjects live, ComponentName component) {
        return INGRESS.route(live, component).or(() -> GATEWAY.route(live, component));
    }

    /** Where visitors come in: by what the spec asks for, or by the former entrance as long as that is not followed. */
    public static Entrance entrance(OrderAppRelease release, TrafficObjects live, Instant now) {
        Entrance ingress = INGRESS.entrance(live, now);
        Entrance gateway = GATEWAY.entrance(live, now);
        Entrance asked = isByGateway(release) ? gateway : ingress;
        Entrance former = isByGateway(release) ? ingress : gateway;
        return !asked.isOpen() && former.exists() ? former : asked;
    }

    /** What keeps visitors from coming in as the spec asks, or from being split. */
    public static List<Obstacle> obstacles(OrderAppRelease release, TrafficObjects live, Instant now) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (isByGateway(release)) {
            live.gatewayApi()
                    .problem()
                    .ifPresent(problem -> obstacles.add(new Obstacle(Obstacle.Kind.GatewayUnavailable, problem)));
        }
        former(release, live).ifPresent(obstacles::add);
        Entrance gateway = GATEWAY.entrance(live, now);
        if (gateway.state() == Entrance.State.REFUSED) {
            obstacles.add(new Obstacle(Obstacle.Kind.RouteRefused, gateway.message()));
        }
        return obstacles;
    }

    private static Optional<Obstacle> former(OrderAppRelease release, TrafficObjects live) {
        Set<String> kinds = live.entrances().map(HasMetadata::getKind).collect(Collectors.toSet());
        if (kinds.size() < 2) {
            return Optional.empty();
        }
        String kind = isByGateway(release) ? "Ingress" : "HTTPRoute";
        String names = live.entrances()
                .filter(o -> o.getKind().equals(kind))
                .map(o -> o.getMetadata().getName())
                .sorted()
                .collect(Collectors.joining(" "));
        return Optional.of(new Obstacle(
                Obstacle.Kind.FormerEntrance,
                "visitors still come in by the former " + kind + " of release " + QualifiedName.of(release)
                        + ", too; both lead to the stable version, and no canary starts: once no visitor comes by it any"
                        + " more, delete it: kubectl delete " + kind.toLowerCase(Locale.ROOT) + " " + names + " -n "
                        + release.getMetadata().getNamespace()));
    }

    /** Whether it leads to the stable version in another way than the spec asks for; a person takes it away. */
    public static boolean isFormer(HasMetadata object, List<HasMetadata> wanted) {
        boolean entrance = object instanceof Ingress || object instanceof HTTPRoute;
        return entrance
                && TrafficObjects.isStable(object)
                && wanted.stream().noneMatch(o -> o.getKind().equals(object.getKind()));
    }

    /** The names of the Services that an object leads visitors to. */
    public static Set<String> services(HasMetadata object) {
        Stream<String> names = Stream.empty();
        if (object instanceof Ingress ingress) {
            names = ingress.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getHttp().getPaths().stream())
                    .map(HTTPIngressPath::getBackend)
                    .map(backend -> backend.getService().getName());
        } else if (object instanceof HTTPRoute route) {
            names = GatewayRouter.services(route);
        }
        return names.collect(Collectors.toSet());
    }

    private static boolean isByGateway(OrderAppRelease release) {
        return release.getSpec().gateway() != null;
    }
}
