package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the stable revision can serve. Where one of its components has had no ready Pod for {@code canary.unreadyDeadline}, there
 * is nothing to compare a canary with and nothing to go back to: a canary that is ready takes over at once, and a later target is
 * never held up by a rollback to a revision that can't serve.
 */
final class StableHealth {
    private StableHealth() {}

    /** The state with the time since which the stable revision has been without a ready Pod in a component. */
    static State track(Observation o) {
        State state = o.state();
        Optional<Instant> unready = state.stable()
                .filter(s -> state.phase() != Phase.Initializing)
                .filter(s -> !o.someReady(s.revision()))
                .map(s -> state.stableUnreadySince().orElse(o.now()));
        return unready.equals(state.stableUnreadySince()) ? state : state.stableUnready(unready);
    }

    /** Whether it has been unable to serve for so long that it isn't waited for. */
    static boolean isDown(Observation o) {
        return downAt(o).filter(at -> !o.now().isBefore(at)).isPresent();
    }

    /** When it counts as down unless a Pod becomes ready before. */
    static Optional<Instant> downAt(Observation o) {
        return o.state()
                .stableUnreadySince()
                .map(since -> since.plus(o.request().settings().unreadyDeadline()));
    }

    /** Why a canary takes over without a comparison. */
    static AttemptResult result(Observation o) {
        String stable = o.state().requireStable().id();
        Instant since = o.state().stableUnreadySince().orElseThrow();
        return AttemptResult.of(
                OutcomeReason.StableDown,
                "a component of the stable revision " + stable + " has had no ready Pod for "
                        + DurationFormats.inSentence(since, o.now())
                        + ": there is nothing to compare with and nothing to go back to",
                o.now());
    }
}
