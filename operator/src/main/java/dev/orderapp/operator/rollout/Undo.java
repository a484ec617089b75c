package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;

/**
 * The way back in an emergency: a person leaves the stable revision at once for one that was promoted before. It starts as a canary and
 * takes over as soon as its Pods are ready, without steps and without a migration, as its own has run.
 */
final class Undo {
    private Undo() {}

    /** Whether this revision is what a person goes back to. */
    static boolean isRequested(Observation o, Revision canary) {
        return o.state()
                .stable()
                .filter(stable -> o.requested(Action.UNDO, stable.actionValue()))
                .filter(stable -> !stable.id().equals(canary.id()))
                .filter(stable -> wasPromoted(o.state(), canary))
                .isPresent();
    }

    /** Judged by how it ended last: a version that was rolled back since is one like any other. */
    private static boolean wasPromoted(State state, Revision canary) {
        return state.history().stream()
                .filter(finished -> finished.attempt().id().equals(canary.id()))
                .findFirst()
                .filter(finished -> finished.result().outcome() == Outcome.Promoted)
                .isPresent();
    }

    /** Why the canary takes over without a comparison. */
    static AttemptResult result(Observation o) {
        return AttemptResult.of(
                OutcomeReason.UndoRequested,
                "undo was requested for " + o.state().requireStable().actionValue()
                        + ", and this revision was promoted before: it takes no steps",
                o.now());
    }
}
