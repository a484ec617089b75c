package dev.orderapp.operator.traffic;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Optional;

/** Says in a data plane's own terms who goes to which version, and reads it back. */
public interface Router {
    /** The Ingress that leads everybody to the stable Services. */
    Ingress stableIngress(OrderAppRelease release, Entrance entrance);

    /** The Ingress that leads a route's share of one component's visitors to the canary Service. */
    Ingress canaryIngress(OrderAppRelease release, Entrance entrance, ComponentName component, Route route);

    /**
     * Where an Ingress leads to, as the data plane understands it, whoever wrote it.
     *
     * @param ingress a canary Ingress as the cluster has it
     * @return empty if it is not a canary to the data plane; a revision of {@code ""} if nothing tells which
     */
    Optional<Route> route(Ingress ingress);
}
