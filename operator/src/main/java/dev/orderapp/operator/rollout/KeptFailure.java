package dev.orderapp.operator.rollout;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The canary that was rolled back, one Pod of each component of it, so that people can look at what failed. It is no role: nothing
 * selects it, nothing measures it and nothing waits for it. It goes when its time is over, when another attempt begins, when the spec asks for the stable
 * revision again, and before it is tried again itself.
 */
final class KeptFailure {
    private KeptFailure() {}

    /** Pods that stay by component; empty where nothing is kept. A component that has none, as it never started, gets none. */
    static Optional<Map.Entry<String, Map<ComponentName, Integer>>> replicas(State state, Observation o) {
        return kept(state, o)
                .map(failure -> Map.entry(failure.revision(), onePodEach(failure.revision(), o)))
                .filter(entry -> !entry.getValue().isEmpty());
    }

    /** When its time is over. */
    static Optional<Instant> until(State state, Observation o) {
        return replicas(state, o).map(kept -> end(state, o));
    }

    /** What is left of an earlier attempt would be taken for the new one's: a Pod that crashed then would fail it at once. */
    static boolean isGone(Observation o, State state, Revision next) {
        RevisionWorkloads left = o.cluster().workloads(next.id());
        return state.failedAs(next).isEmpty()
                || left.crash().isEmpty()
                        && left.workloads().values().stream().allMatch(w -> w.replicas() == 0 && w.ready() == 0);
    }

    private static Optional<FailedRevision> kept(State state, Observation o) {
        return state.failed()
                .filter(failure -> state.phase() == Phase.RolledBack)
                .filter(failure -> o.now().isBefore(end(state, o)))
                .filter(failure -> !isTriedAgain(failure, state, o));
    }

    private static Instant end(State state, Observation o) {
        return state.since().plus(o.request().settings().timing().keepFailed());
    }

    private static boolean isTriedAgain(FailedRevision failure, State state, Observation o) {
        boolean asked = o.requested(Action.RETRY, failure.actionValue()) || SecondChance.complete(o, state);
        return asked
                && !o.request().paused()
                && o.request()
                        .target()
                        .filter(revision -> revision.id().equals(failure.revision()))
                        .filter(revision -> StartFreeze.of(o, revision).isEmpty())
                        .isPresent();
    }

    private static Map<ComponentName, Integer> onePodEach(String revision, Observation o) {
        Map<ComponentName, Integer> one = new EnumMap<>(ComponentName.class);
        o.cluster().workloads(revision).workloads().forEach((component, workload) -> {
            if (workload.replicas() > 0) {
                one.put(component, 1);
            }
        });
        return one;
    }
}
