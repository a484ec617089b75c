package dev.orderapp.v1.contract;

import dev.orderapp.v1.Outcome;

/** Why something was decided. The names are the reasons in conditions, Events, history and metric labels. */
public enum OutcomeReason {
    /** The first revision became available. */
    FirstRevision(Outcome.Promoted),
    /** Every step passed. */
    AllStepsPassed(Outcome.Promoted),
    /** The stable revision had no ready Pod any more: nothing to compare with, and nothing to go back to. */
    StableDown(Outcome.Promoted),
    /** A person left the stable revision at once for this one, which had been promoted before. */
    UndoRequested(Outcome.Promoted),
    /** A metric failed. */
    AnalysisFailed(Outcome.RolledBack),
    /** Both versions broke a metric's ceiling: the canary may be the cause or a victim. */
    SharedOutage(Outcome.RolledBack),
    /** A container of the canary restarts again and again. */
    CrashLoop(Outcome.RolledBack),
    /** A component of the canary had no ready Pod for too long. */
    NoReadyPods(Outcome.RolledBack),
    /** The canary's Pods were not ready in time. */
    ProgressDeadlineExceeded(Outcome.RolledBack),
    /** The migration Job failed. */
    MigrationFailed(Outcome.RolledBack),
    /** A check failed, or was not done by its deadline. */
    CheckFailed(Outcome.RolledBack),
    /** Too few events to judge by, and the release asks for a rollback then. */
    NoData(Outcome.Undecided),
    /** A step ran for {@code maxHold} without a verdict. */
    MaxHoldExceeded(Outcome.Undecided),
    /** For {@code maxHold} comparing it with the stable revision proved nothing: that one fails more than before, or requests are not split as visitors are. */
    ComparisonUnsound(Outcome.Undecided),
    /** A person set the abort annotation. */
    AbortRequested(Outcome.Aborted),
    /** A canary Ingress that took traffic was deleted by hand. */
    RouteRemoved(Outcome.Aborted),
    /** The spec asks for a later revision. */
    NewerRevision(Outcome.Superseded),
    /** The status was lost while it took traffic: how far it had come is not known any more. */
    StatusLost(Outcome.Superseded),
    /** The spec asks for the stable revision again. */
    Reverted(Outcome.Superseded);

    private final Outcome outcome;

    OutcomeReason(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Whether the revision may be a victim, so that it gets one more attempt by itself once the stable revision is as it should be. */
    public boolean earnsSecondChance() {
        return this == SharedOutage || this == ComparisonUnsound;
    }

    /** The outcome that this reason leads to. */
    public Outcome outcome() {
        return outcome;
    }
}
