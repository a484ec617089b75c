package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.Phase;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
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
record StatusRecovery(Revision stable, Optional<Revision> leaving, int weight) {

    /**
     * By what the stable Services select, which was decided, and not by who is ready, which is chance. They may disagree where the
     * status was lost just as they were switched: most of them, then a revision that has ready Pods.
     */
    private static final Function<Observation, Comparator<Revision>> MOST_SELECTED =
            o -> Comparator.<Revision>comparingLong(r -> selecting(r, o)).thenComparing(o::someReady);

    /** What there is to take over; empty for a release that is really new. */
    static Optional<StatusRecovery> of(Observation o) {
        return known(o).filter(r -> selecting(r, o) > 0)
                .max(MOST_SELECTED.apply(o))
                .map(stable -> {
                    Optional<Route> route = o.cluster().routing().values().stream()
                            .flatMap(r -> r.route().stream())
                            .filter(r -> !r.revision().equals(stable.id()))
                            .findFirst();
                    Optional<Revision> leaving = known(o).filter(r -> !r.equals(stable))
                            .filter(r -> route.map(Route::revision)
                                    .map(r.id()::equals)
                                    .orElseGet(() -> hasPods(r, o)))
                            .findFirst();
                    return new StatusRecovery(
                            stable, leaving, route.map(Route::weight).orElse(0));
                });
    }

    /** The state that it goes on from. */
    State state(Observation o) {
        int attempt = AttemptNumbers.last(o) + 1;
        State state = o.state().stable(new Attempt(stable, attempt, o.now())).attempts(attempt);
        return leaving.map(r -> state.canary(new Attempt(r, attempt + 1, o.now()))
                        .attempts(attempt + 1)
                        // Without a canary Ingress the data plane may still send to it: it is drained in any case.
                        .progress(Progress.step(0, Math.max(1, weight))))
                .orElseGet(() -> state.rest(Phase.Stable, o.now()));
    }

    private static Stream<Revision> known(Observation o) {
        return o.cluster().revisions().values().stream().sorted(Comparator.comparing(Revision::id));
    }

    private static long selecting(Revision revision, Observation o) {
        return o.cluster().routing().values().stream()
                .filter(r -> r.stable().selects().filter(revision.id()::equals).isPresent())
                .count();
    }

    private static boolean hasPods(Revision revision, Observation o) {
        return o.cluster().fleet(revision.id()).workloads().values().stream().anyMatch(w -> w.replicas() > 0);
    }
}
