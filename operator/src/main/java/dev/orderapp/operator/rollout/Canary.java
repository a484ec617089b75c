package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Barrier;
import java.time.Instant;
import java.util.Optional;

/**
 * The canary, from its start until it is promoted or rolled back.
 *
 * <p>What is measured is not part of it: {@link State#progress} and {@link State#evidence} go on after the promotion, while the
 * previous revision is warm, and the former also counts the calm before a retry.
 *
 * @param attempt which revision, and which attempt of it
 * @param barrier what a promotion or rollback waits for; present in both
 * @param result how the attempt ends, while that is carried out; present in a rollback, and where the canary took over
 */
public record Canary(Attempt attempt, Optional<BarrierWait> barrier, Optional<AttemptResult> result) {
    /** A canary that starts. */
    static Canary starting(Attempt attempt) {
        return new Canary(attempt, Optional.empty(), Optional.empty());
    }

    /** The revision's name. */
    public String id() {
        return attempt.id();
    }

    /** Whether its promotion or rollback waits at this barrier. */
    boolean isAt(Barrier which) {
        return barrier.filter(b -> b.barrier() == which).isPresent();
    }

    Canary at(Barrier next, Instant now) {
        return new Canary(attempt, Optional.of(new BarrierWait(next, now)), result);
    }
}
