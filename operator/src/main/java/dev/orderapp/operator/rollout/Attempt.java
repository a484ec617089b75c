package dev.orderapp.operator.rollout;

import java.time.Instant;

/**
 * A revision in a role (stable, canary, previous).
 *
 * @param revision which
 * @param attempt which try of it, from 1; actions name it, so that a stale one does nothing
 * @param since when it took the role
 */
public record Attempt(Revision revision, int attempt, Instant since) {
    /** The revision's name. */
    public String id() {
        return revision.id();
    }

    /** The same try in another role. */
    public Attempt from(Instant instant) {
        return new Attempt(revision, attempt, instant);
    }
}
