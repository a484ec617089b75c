package dev.orderapp.e2e.faults;

import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;

/**
 * When something is done.
 *
 * @param name in words
 * @param sign what the release says then, of the revision that was released last
 */
record Moment(String name, Sign sign) {
    /** Whether a status is the moment, for a revision. */
    interface Sign {
        boolean in(OrderAppReleaseStatus status, String revision);
    }

    static final Moment AT_ONCE = new Moment("at once", (status, revision) -> true);

    /** Its Pods start. */
    static final Moment PREPARING = new Moment(
            "in Preparing", (status, revision) -> onTrial(status, revision) && status.phase() == Phase.Preparing);

    /** The old version is kept warm after its promotion. */
    static final Moment WARM = new Moment(
            "while the old version is warm",
            (status, revision) ->
                    status.phase() == Phase.Stable && is(status.stable(), revision) && status.previous() != null);

    /** It was taken back, and all is quiet. */
    static final Moment ROLLED_BACK = new Moment(
            "once it is taken back",
            (status, revision) -> status.phase() == Phase.RolledBack
                    && status.failed().revision().equals(revision));

    /** The routes stand at this step's weight. */
    static Moment weight(int percent) {
        return new Moment(
                "at " + percent + " %",
                (status, revision) -> onTrial(status, revision)
                        && status.phase() == Phase.Progressing
                        && status.stepStartedAt() != null
                        && status.weight() == percent);
    }

    /** The routes stand at this weight, in another try of the same revision. */
    static Moment again(int attempt, int percent) {
        return new Moment(
                "at " + percent + " % again",
                (status, revision) -> weight(percent).sign().in(status, revision)
                        && status.canary().attempt() == attempt);
    }

    /** A barrier of its promotion. */
    static Moment promoting(Barrier stage) {
        return barrier(Phase.Promoting, stage);
    }

    /** A barrier of its rollback. */
    static Moment rollingBack(Barrier stage) {
        return barrier(Phase.RollingBack, stage);
    }

    private static Moment barrier(Phase phase, Barrier stage) {
        return new Moment(
                "in " + phase + ", " + stage,
                (status, revision) -> onTrial(status, revision) && status.phase() == phase && status.stage() == stage);
    }

    private static boolean onTrial(OrderAppReleaseStatus status, String revision) {
        return is(status.canary(), revision);
    }

    private static boolean is(RevisionStatus role, String revision) {
        return role != null && role.revision().equals(revision);
    }
}
