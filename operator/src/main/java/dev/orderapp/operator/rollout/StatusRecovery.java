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
 * other that has Pods is rolled back, as it is not known any more how far it had come.
 *
 * @param stable revision that serves
 * @param canary another one that has Pods, and perhaps visitors
 * @param weight per cent of the visitors that a canary route still sends to the latter
 */
record StatusRecovery(Revision stable, Optional<Revision> canary, int weight) {

    /**
     * By what the stable Services select, which was decided, and not by which Pods are ready, which is chance. They may disagree where the
     * status was lost just as they were switched: most of them, then a revision that has ready Pods.
     */
    private static final Function<Observation, Comparator<Revision>> MOST_SELECTED =
            o -> Comparator.<Revision>comparingLong(r -> selecting(r, o)).thenComparing(o::someReady);

    /** What there is to go on from; empty for a release that is really new. */
    static Optional<StatusRecovery> of(Observation o) {
        return known(o).filter(r -> selecting(r, o) > 0)
                .max(MOST_SELECTED.apply(o))
                .map(stable -> {
                    Optional<Route> route = o.cluster().routing().values().stream()
                            .flatMap(r -> r.route().stream())
                            .filter(r -> !r.revision().equals(stable.id()))
                            .findFirst();
                    Optional<Revision> canary = known(o).filter(r -> !r.equals(stable))
                            .filter(r -> route.map(Route::revision)
                                    .map(r.id()::equals)
                                    .orElseGet(() -> hasPods(r, o)))
                            .findFirst();
                    return new StatusRecovery(
                            stable, canary, route.map(Route::weight).orElse(0));
                });
    }

    /** The state that it goes on from; at rest where no other revision is rolled back. */
    State state(Observation o) {
        Attempt first = new Attempt(stable, AttemptNumbers.last(o) + 1, o.now());
        State state = o.state().stable(first);
        return leaving(o)
                .map(second -> state.lastAttempt(second.number())
                        // Without a canary route the data plane may still send to it: it is drained in any case.
                        .progress(Progress.step(0, Math.max(1, weight))))
                .orElseGet(() -> state.lastAttempt(first.number()).rest(Phase.Stable, o.now()));
    }

    /** The attempt that is rolled back. */
    Optional<Attempt> leaving(Observation o) {
        return canary.map(revision -> new Attempt(revision, AttemptNumbers.last(o) + 2, o.now()));
    }

    private static Stream<Revision> known(Observation o) {
        return o.cluster().revisions().values().stream().sorted(Comparator.comparing(Revision::id));
    }

    private static long selecting(Revision revision, Observation o) {
        return o.cluster().routing().values().stream()
                .filter(r -> r.stable().selects(revision.id()))
                .count();
    }

    private static boolean hasPods(Revision revision, Observation o) {
        return o.cluster().workloads(revision.id()).workloads().values().stream()
                .anyMatch(w -> w.replicas() > 0);
    }
}
