package dev.orderapp.operator.rollout;

import java.util.Optional;

/**
 * A revision's migration Job as the cluster has it.
 *
 * @param status where it stands
 * @param attempt number of the attempt that it was made for; 0 where it doesn't say
 * @param waiting why it does not begin, in a sentence
 */
public record MigrationJob(Migration status, int attempt, Optional<String> waiting) {
    /** There is none. */
    public static final MigrationJob NONE = new MigrationJob(Migration.Absent, 0, Optional.empty());

    /** Whether it has begun and is not over. */
    boolean isRunning() {
        return status == Migration.Running;
    }

    /** Whether it gave up in an earlier attempt than this, so that a new one may follow it. */
    boolean failedBefore(Attempt attempt) {
        return status == Migration.Failed
                && this.attempt < attempt.number()
                && (this.attempt > 0 || attempt.number() > 1);
    }

    /** Whether it gave up in this attempt. */
    boolean failedIn(Attempt attempt) {
        return status == Migration.Failed && !failedBefore(attempt);
    }
}
