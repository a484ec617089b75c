package dev.orderapp.e2e.faults;

import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;

/**
 * When an action is done.
 *
 * @param name in words
 * @param condition what the release says then, of the revision that was released last
 */
record Trigger(String name, Condition condition) {
    /** Whether a status is the trigger, for a revision. */
    interface Condition {
        boolean in(OrderAppReleaseStatus status, String revision);
    }

    static final Trigger AT_ONCE = new Trigger("at once", (status, revision) -> true);

    /** Its Pods start. */
    static final Trigger PREPARING = new Trigger(
            "in Preparing", (status, revision) -> isCanary(status, revision) && status.phase() == Phase.Preparing);

    /** The old version is kept warm after its promotion. */
    static final Trigger WARM = new Trigger(
            "while the old version is warm",
            (status, revision) ->
                    status.phase() == Phase.Stable && is(status.stable(), revision) && status.previous() != null);

    /** It was promoted, and the old version has no Pod any more. */
    static final Trigger COLD = new Trigger(
            "when the old version is gone",
            (status, revision) ->
                    status.phase() == Phase.Stable && is(status.stable(), revision) && status.previous() == null);

    /** It was rolled back, and nothing is under way. */
    static final Trigger ROLLED_BACK = new Trigger(
            "once it is rolled back",
            (status, revision) -> status.phase() == Phase.RolledBack
                    && status.failed().revision().equals(revision));

    /** It is asked for in a freeze. */
    static final Trigger FROZEN = new Trigger(
            "in the freeze",
            (status, revision) -> revision.equals(status.target())
                    && status.waiting() != null
                    && status.waiting().reason().equals("Freeze"));

    /** Testers alone see it. */
    static final Trigger TESTED = weight(0);

    /** The routes stand at this step's weight. */
    static Trigger weight(int percent) {
        return new Trigger(
                "at " + percent + " %",
                (status, revision) -> isCanary(status, revision)
                        && status.phase() == Phase.Progressing
                        && status.stepStartedAt() != null
                        && status.weight() == percent);
    }

    /** The routes stand at this weight, in another attempt of the same revision. */
    static Trigger again(int percent) {
        return new Trigger(
                "at " + percent + " % again",
                (status, revision) -> weight(percent).condition().in(status, revision)
                        && status.history().get(0).revision().equals(revision));
    }

    /** A barrier of its promotion. */
    static Trigger promoting(Barrier barrier) {
        return barrier(Phase.Promoting, barrier);
    }

    /** A barrier of its rollback. */
    static Trigger rollingBack(Barrier barrier) {
        return barrier(Phase.RollingBack, barrier);
    }

    private static Trigger barrier(Phase phase, Barrier barrier) {
        return new Trigger(
                "in " + phase + ", " + barrier,
                (status, revision) ->
                        isCanary(status, revision) && status.phase() == phase && status.stage() == barrier);
    }

    private static boolean isCanary(OrderAppReleaseStatus status, String revision) {
        return is(status.canary(), revision);
    }

    private static boolean is(RevisionStatus role, String revision) {
        return role != null && role.revision().equals(revision);
    }
}
