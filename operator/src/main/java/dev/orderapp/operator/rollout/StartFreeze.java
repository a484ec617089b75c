package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.FreezeWindow.Freeze;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hours in which no release starts. What has started goes on, whatever becomes of it. Emergencies start all the same: an undo, and
 * whatever is asked for while the stable version is down. The first installation replaces nothing, so it is never held up.
 */
final class StartFreeze {
    private StartFreeze() {}

    /** The freeze that keeps a revision from starting now. */
    static Optional<Freeze> of(Observation o, Revision next) {
        return Emergency.is(o, next)
                ? Optional.empty()
                : FreezeWindow.freeze(o.now(), o.request().freezeWindows());
    }

    /** When the clock alone may end it for what is asked for: at its end, or as the stable version counts as down from then on. */
    static Optional<Instant> until(Observation o) {
        Optional<Freeze> freeze = o.request()
                .target()
                .filter(target -> !o.state().stable().map(Attempt::revision).equals(Optional.of(target)))
                .flatMap(target -> of(o, target));
        return Stream.of(freeze.flatMap(Freeze::until), freeze.flatMap(any -> StableHealth.downAt(o)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
