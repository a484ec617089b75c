package dev.orderapp.operator.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one component's traffic is led, as the cluster has it.
 *
 * @param stable the stable Service
 * @param canary the canary Service
 * @param route the canary Ingress, empty when there is none
 */
public record Routing(Target stable, Target canary, Optional<Route> route) {
    /** Nothing exists. */
    public static final Routing NONE = new Routing(Target.NONE, Target.NONE, Optional.empty());

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

        /** Whether it selects this revision and lists only its Pods, and at least so many of them. */
        public boolean servesOnly(String revision, int atLeast) {
            return selects.filter(revision::equals).isPresent()
                    && ready.keySet().equals(Set.of(revision))
                    && ready.get(revision) >= atLeast;
        }
    }

    /**
     * A canary Ingress.
     *
     * @param revision revision that it leads to
     * @param weight its weight in per cent
     */
    public record Route(String revision, int weight) {}
}
