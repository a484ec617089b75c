package dev.orderapp.operator.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one component's traffic is routed, as the cluster has it.
 *
 * @param stable the stable Service
 * @param canary the canary Service
 * @param route the canary route, empty when there is none
 */
public record Routing(Target stable, Target canary, Optional<Route> route) {
    /** Nothing exists. */
    public static final Routing NONE = new Routing(Target.NONE, Target.NONE, Optional.empty());

    /** Per cent of the visitors that are sent to a revision. */
    int weightOf(String revision) {
        return stable.selects(revision)
                ? 100
                : route.filter(r -> r.revision().equals(revision))
                        .map(Route::weight)
                        .orElse(0);
    }

    /**
     * A Service and what its EndpointSlices list.
     *
     * @param selects revision in its selector, empty when the Service does not exist or selects no revision
     * @param ready ready endpoints by revision
     */
    public record Target(Optional<String> selects, Map<String, Integer> ready) {
        /** No Service. */
        public static final Target NONE = new Target(Optional.empty(), Map.of());

        public Target {
            ready = Map.copyOf(ready);
        }

        /** Whether it selects this revision. */
        public boolean selects(String revision) {
            return selects.filter(revision::equals).isPresent();
        }

        /** Whether it selects this revision and lists only its Pods, and at least so many of them. */
        public boolean servesOnly(String revision, int atLeast) {
            return selects(revision) && ready.keySet().equals(Set.of(revision)) && ready.get(revision) >= atLeast;
        }
    }

    /**
     * A canary route: an Ingress of its own, or rules of the HTTPRoute.
     *
     * @param revision revision to which it routes
     * @param weight its weight in per cent
     */
    public record Route(String revision, int weight) {}
}
