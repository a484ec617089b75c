package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.util.Optional;

/** The revision that stays warm after a promotion: whether it may take over again, and when it is scaled down. */
final class WarmRevision {
    private WarmRevision() {}

    /** Its time begins anew while a Service that could not be switched selects it. */
    static State keepWhileRouted(Observation o, State state) {
        return state.previous()
                .filter(warm -> AnalysisSchedule.isDue(o, o.state()))
                .filter(warm -> isRouted(o, warm))
                .map(warm -> state.previous(Optional.of(warm.inRoleSince(o.now()))))
                .orElse(state);
    }

    private static boolean isRouted(Observation o, Attempt attempt) {
        return o.cluster().routing().values().stream().anyMatch(r -> r.stable().selects(attempt.id()));
    }

    /** A warm revision without ready Pods can't take over, and one that was given up before only waits for its end. */
    static boolean canTakeOver(Observation o, Attempt warm) {
        boolean promoted = o.state().history().stream()
                .findFirst()
                .filter(last -> last.result().outcome() == Outcome.Promoted)
                .isPresent();
        return promoted && o.someReady(warm.revision());
    }

    /** As if the promotion had not ended: the warm revision is the stable one again, and the other one has all visitors. */
    static State undoPromotion(State state) {
        return state.stable(state.previous().orElseThrow())
                .previous(Optional.empty())
                .progress(Progress.step(0, 100));
    }

    /** A warm revision makes room first, as soon as it can be scaled down, unless it is what is asked for: its Pods are ready already. */
    static boolean hasRoom(Observation o, State state, Attempt next) {
        return state.previous()
                .filter(warm -> !warm.revision().equals(next.revision()))
                .map(warm -> canScaleDown(o, state, warm))
                .orElse(true);
    }

    /** Without the warm revision once its time is over and it can be scaled down. */
    static State dropExpiredPrevious(Observation o, State state) {
        Duration keep = o.request().settings().timing().keepPrevious();
        return state.previous()
                        .filter(warm -> !o.now().isBefore(warm.since().plus(keep)))
                        .filter(warm -> canScaleDown(o, state, warm))
                        .isPresent()
                ? state.previous(Optional.empty()).progress(Progress.NONE)
                : state;
    }

    /** It serves no request, and does not have to take over this very moment. */
    private static boolean canScaleDown(Observation o, State state, Attempt warm) {
        boolean needed = !state.progress().hasReadyPods() && canTakeOver(o, warm);
        return !needed && !isRouted(o, warm) && Drain.isOver(o, o.state(), warm.since(), EventDelta::stable);
    }
}
