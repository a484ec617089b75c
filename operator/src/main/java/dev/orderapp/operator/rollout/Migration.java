package dev.orderapp.operator.rollout;

/** Where a revision's migration Job stands. */
public enum Migration {
    /** There is no Job yet. */
    Absent,
    /** There is one, but none of its containers has begun: its Pod may be refused, unschedulable or without its image. */
    Pending,
    /** It has begun; it is never stopped midway. */
    Running,
    /** It is done. */
    Complete,
    /** It gave up. */
    Failed;

    /** Whether a Job exists that may still change the database. */
    boolean isUnfinished() {
        return this == Pending || this == Running;
    }
}
