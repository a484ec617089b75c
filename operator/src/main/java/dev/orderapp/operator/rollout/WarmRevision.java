package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.util.Optional;

/** The revision that stays warm after a promotion: whether it may be turned back to, and when it goes. */
final class WarmRevision {
    private WarmRevision() {}

    /** Its time begins anew while a Service that could not be switched leads to it. */
    static State stillLedTo(Observation o, State state) {
        return state.previous()
                .filter(warm -> Analysis.due(o.now(), o.request(), o.state()))
                .filter(warm -> isLedTo(o, warm))
                .map(warm -> state.previous(Optional.of(warm.from(o.now()))))
                .orElse(state);
    }

    private static boolean isLedTo(Observation o, Attempt trial) {
        return o.cluster().routing().values().stream()
                .anyMatch(r -> r.stable().selects().filter(trial.id()::equals).isPresent());
    }

    /** A warm revision that can't serve is nothing to turn back to, and one that was given up before only waits for its end. */
    static boolean mayTurnBack(Observation o, Attempt warm) {
        boolean promoted = o.state().history().stream()
                .findFirst()
                .filter(last -> last.ending().outcome() == Outcome.Promoted)
                .isPresent();
        return promoted && o.someReady(warm.revision());
    }

    /** As if the promotion had not ended: the warm version is the stable one again, the promoted one is on trial. */
    static State promotedBack(State state, Attempt promoted) {
        return state.stable(state.previous().orElseThrow())
                .previous(Optional.empty())
                .canary(promoted)
                .progress(Progress.step(0, 100));
    }

    /** A warm version makes room first, as soon as it may go, unless it is what is asked for: then its Pods are ready already. */
    static boolean hasRoom(Observation o, State state, Attempt next) {
        return state.previous()
                .filter(warm -> !warm.revision().equals(next.revision()))
                .map(warm -> mayGo(o, state, warm))
                .orElse(true);
    }

    /** Lets the warm version go when its time is over and it may. */
    static State cooled(Observation o, State state) {
        Duration keep = o.request().settings().timing().keepPrevious();
        return state.previous()
                        .filter(t -> !o.now().isBefore(t.since().plus(keep)))
                        .filter(t -> mayGo(o, state, t))
                        .isPresent()
                ? state.previous(Optional.empty()).progress(Progress.NONE)
                : state;
    }

    /** Nobody is served by it, and nobody has to turn back to it this very moment. */
    private static boolean mayGo(Observation o, State state, Attempt warm) {
        boolean needed = !state.progress().isUp() && mayTurnBack(o, warm);
        return !needed && !isLedTo(o, warm) && Drain.isOver(o, o.state(), warm.since(), EventDelta::stable);
    }
}
