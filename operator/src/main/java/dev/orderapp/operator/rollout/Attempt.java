package dev.orderapp.operator.rollout;

import java.time.Instant;

/**
 * A revision in a role (stable, canary, previous).
 *
 * @param revision which
 * @param number of the attempt, from 1; actions name it, so that a stale one does nothing
 * @param since when it took the role
 */
public record Attempt(Revision revision, int number, Instant since) {
    /** The revision's name. */
    public String id() {
        return revision.id();
    }

    /** The value that an abort or a retry of this attempt must have. */
    public String actionValue() {
        return id() + "/" + number;
    }

    /** The value that a promote of this step must have. */
    public String actionValue(int step) {
        return actionValue() + "/" + step;
    }

    /** The same attempt in another role. */
    Attempt inRoleSince(Instant instant) {
        return new Attempt(revision, number, instant);
    }
}
