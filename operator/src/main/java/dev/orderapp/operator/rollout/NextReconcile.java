package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.Settings.Timing;
import dev.orderapp.v1.Barrier;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When to reconcile again if nothing happens before. Everything else is brought by the watches. */
final class NextReconcile {
    private NextReconcile() {}

    /** The earliest time at which the saved state may change by the clock alone; at once after a transition. */
    static Optional<Instant> at(State next, Observation o) {
        if (!sameTransition(next, o.state())) {
            return Optional.of(o.now());
        }
        return earliest(byPhase(next, o), stableDown(next, o), silence(o));
    }

    /** When a Gateway that has not answered yet is named. */
    private static Optional<Instant> silence(Observation o) {
        return o.cluster().entrance().until().filter(at -> at.isAfter(o.now()));
    }

    /** When a canary may take over from a stable revision that is down; only while there is a canary. */
    private static Optional<Instant> stableDown(State next, Observation o) {
        return next.canary().flatMap(canary -> StableHealth.downAt(o)).filter(at -> at.isAfter(o.now()));
    }

    private static Optional<Instant> byPhase(State next, Observation o) {
        return switch (next.phase()) {
            case Initializing -> Optional.empty();
            case Stable, RolledBack ->
                earliest(
                        KeptFailure.until(next, o),
                        StartFreeze.until(o.in(next)),
                        SecondChance.awaited(o.now(), o.request(), next)
                                ? Optional.of(AnalysisSchedule.next(o, next))
                                : next.previous()
                                        .flatMap(warm -> earliest(
                                                Optional.of(warm.since()
                                                        .plus(timing(o).keepPrevious())),
                                                Optional.of(AnalysisSchedule.next(o, next)))));
            case Preparing -> Optional.of(Deadlines.nextSave(o, next));
            case Progressing -> earliest(Optional.of(AnalysisSchedule.next(o, next)), unready(next, o));
            case Promoting -> earliest(Optional.of(AnalysisSchedule.next(o, next)), drained(next, o), unready(next, o));
            case RollingBack -> next.isAt(Barrier.Draining) ? Optional.of(drainMeasurement(next, o)) : drained(next, o);
        };
    }

    private static boolean sameTransition(State next, State before) {
        return next.phase() == before.phase()
                && barrier(next).equals(barrier(before))
                && next.progress().step() == before.progress().step()
                && next.stable().equals(before.stable())
                && next.previous().equals(before.previous());
    }

    private static Optional<BarrierWait> barrier(State state) {
        return state.canary().flatMap(Canary::barrier);
    }

    private static Optional<Instant> drained(State next, Observation o) {
        return barrier(next).map(b -> b.since().plus(timing(o).drain()));
    }

    /** The end of the drain, and once that is over each measurement, until the counters stand still. */
    private static Instant drainMeasurement(State next, Observation o) {
        Instant measurement = AnalysisSchedule.next(o, next);
        return drained(next, o)
                .filter(end -> end.isAfter(o.now()) && end.isBefore(measurement))
                .orElse(measurement);
    }

    private static Optional<Instant> unready(State next, Observation o) {
        return next.progress()
                .unreadySince()
                .map(since -> since.plus(o.request().settings().unreadyDeadline()));
    }

    private static Timing timing(Observation o) {
        return o.request().settings().timing();
    }

    @SafeVarargs
    private static Optional<Instant> earliest(Optional<Instant>... instants) {
        return Stream.of(instants).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
