package dev.orderapp.operator.traffic;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in a data plane's own terms which visitors go to which version, and reads it back. */
public interface Router {
    /** The Ingress that leads all visitors to the stable Services. */
    Ingress stableIngress(OrderAppRelease release, IngressSettings settings);

    /**
     * The Ingresses that lead each route's share of visitors to its component's canary Service: one for each route, where the stable
     * Ingress has a rule to split. A canary without one is dropped by the controllers.
     *
     * @return in the order in which to write them: an API is there before a page that calls it, and goes after it
     */
    List<Ingress> canaryIngresses(OrderAppRelease release, IngressSettings settings, Map<ComponentName, Route> routes);

    /**
     * Where an Ingress leads to, as the data plane parses it, whichever client wrote it.
     *
     * @param ingress a canary Ingress as the cluster has it
     * @return empty if it is not a canary to the data plane; a revision of {@code ""} if nothing tells which
     */
    Optional<Route> route(Ingress ingress);
}
