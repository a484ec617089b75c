package dev.orderapp.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was measured of the current step, mostly a canary's. Durations count only time between two measurements, so that neither an
 * absent operator nor a jumping clock passes a step or exceeds a deadline.
 *
 * @param step index of the current step
 * @param weight per cent of the visitors that the canary is meant to get; 0 while it is prepared
 * @param startedAt when all routes were first seen at this weight; empty before
 * @param held how much of the hold has passed
 * @param undecided how long the step has been without a verdict that lets it end; zero as soon as there is one
 * @param waited how long the canary has been waiting for something that has a deadline: Pods, a weight, the stable Services
 * @param measuredAt the last measurement that counted
 * @param unreadySince since when a component has had no ready Pod
 */
public record Progress(
        int step,
        int weight,
        Optional<Instant> startedAt,
        Duration held,
        Duration undecided,
        Duration waited,
        Optional<Instant> measuredAt,
        Optional<Instant> unreadySince) {

    /** Before any traffic. */
    public static final Progress NONE = step(0, 0);

    /** The start of a step: nothing held yet, routes not yet seen at the new weight. */
    static Progress step(int index, int weight) {
        return new Progress(
                index,
                weight,
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether no component of the revision that serves is without a ready Pod. If one is, it soon has one again or is rolled back. */
    boolean hasReadyPods() {
        return unreadySince.isEmpty();
    }

    /** The routes were seen at the step's weight. */
    Progress started(Instant now) {
        return new Progress(
                step,
                weight,
                Optional.of(now),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Optional.of(now),
                unreadySince);
    }

    /** A measurement was made. */
    Progress measured(Instant now) {
        return new Progress(step, weight, startedAt, held, undecided, waited, Optional.of(now), unreadySince);
    }

    /** So much more of the hold has passed. */
    Progress holding(Duration add) {
        return new Progress(step, weight, startedAt, held.plus(add), undecided, waited, measuredAt, unreadySince);
    }

    Progress undecided(Duration time) {
        return new Progress(step, weight, startedAt, held, time, waited, measuredAt, unreadySince);
    }

    Progress waited(Duration time) {
        return new Progress(step, weight, startedAt, held, undecided, time, measuredAt, unreadySince);
    }

    Progress unready(Optional<Instant> instant) {
        return new Progress(step, weight, startedAt, held, undecided, waited, measuredAt, instant);
    }

    /** The same, but for what each measurement changes. */
    Progress measuredAs(Progress other) {
        return new Progress(
                step, weight, startedAt, other.held, other.undecided, waited, other.measuredAt, unreadySince);
    }

    /** Whether the canary stands in a step, or stood in it before it was rolled back, that is for testers alone. */
    boolean isSeenByTesters() {
        return weight == 0 && startedAt.isPresent();
    }

    /** The weight was decided on but never set, so that no visitor came. */
    Progress withoutVisitors() {
        return new Progress(step, 0, startedAt, held, undecided, waited, measuredAt, unreadySince);
    }
}
