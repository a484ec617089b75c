package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release without a status whose Pods serve all the same: the status was lost, for example because a backup was restored
 * without it. What the cluster does says what was decided: the revision behind the stable Services is the stable one, and any
 * other that has Pods is on its way out, as nobody knows any more how far it had come.
 *
 * @param stable revision that serves
 * @param leaving another one that has Pods, and perhaps visitors
 * @param weight per cent of the visitors that a canary Ingress still leads to the latter
 */
record Adoption(Revision stable, Optional<Revision> leaving, int weight) {

    /** What there is to take over; empty for a release that is really new. */
    static Optional<Adoption> of(Observation o) {
        return known(o).filter(r -> serves(r, o)).findFirst().map(stable -> {
            Optional<Route> route = o.cluster().routing().values().stream()
                    .flatMap(r -> r.route().stream())
                    .filter(r -> !r.revision().equals(stable.id()))
                    .findFirst();
            Optional<Revision> leaving = known(o).filter(r -> !r.equals(stable))
                    .filter(r -> route.map(Route::revision).map(r.id()::equals).orElseGet(() -> hasPods(r, o)))
                    .findFirst();
            return new Adoption(stable, leaving, route.map(Route::weight).orElse(0));
        });
    }

    /** The state that it goes on from. */
    State state(State lost, Instant now) {
        State state = lost.stable(new Trial(stable, 1, now));
        return leaving.map(r -> state.canary(new Trial(r, 1, now))
                        // Without a canary Ingress the data plane may still send to it: it is drained in any case.
                        .progress(Progress.step(0, Math.max(1, weight))))
                .orElseGet(() -> state.rest(Phase.Stable, now));
    }

    private static Stream<Revision> known(Observation o) {
        return o.cluster().revisions().values().stream().sorted(Comparator.comparing(Revision::id));
    }

    /** By its own Pods, not by the endpoints: these are late when the status is lost just as the Services were switched. */
    private static boolean serves(Revision revision, Observation o) {
        return o.someReady(revision)
                && revision.components().stream()
                        .map(c -> o.cluster().routing(c).stable())
                        .allMatch(s -> s.selects().filter(revision.id()::equals).isPresent());
    }

    private static boolean hasPods(Revision revision, Observation o) {
        return o.cluster().fleet(revision.id()).workloads().values().stream().anyMatch(w -> w.replicas() > 0);
    }
}
