package dev.orderapp.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a canary stands on its way through the steps.
 *
 * @param step index of the current step
 * @param weight per cent of the visitors that the canary is meant to get; 0 while it is prepared
 * @param startedAt when all routes were first seen at this weight; empty before
 * @param held how much of the hold has passed; only time between two looks counts, so that neither an absent operator nor
 *     a jumping clock passes a step
 * @param lookedAt the last look that counted
 * @param unreadySince since when a component has had no ready Pod
 */
public record Progress(
        int step,
        int weight,
        Optional<Instant> startedAt,
        Duration held,
        Optional<Instant> lookedAt,
        Optional<Instant> unreadySince) {

    /** Before any traffic. */
    public static final Progress NONE =
            new Progress(0, 0, Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty());

    /** The start of a step: nothing held yet, routes not yet seen at the new weight. */
    static Progress step(int index, int weight) {
        return new Progress(index, weight, Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /** The routes were seen at the step's weight. */
    Progress started(Instant now) {
        return new Progress(step, weight, Optional.of(now), Duration.ZERO, Optional.of(now), unreadySince);
    }

    /** Somebody looked; adds this much to the hold. */
    Progress looked(Instant now, Duration add) {
        return new Progress(step, weight, startedAt, held.plus(add), Optional.of(now), unreadySince);
    }

    Progress unready(Optional<Instant> instant) {
        return new Progress(step, weight, startedAt, held, lookedAt, instant);
    }
}
