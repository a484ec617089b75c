package dev.orderapp.operator.rollout;

/** Where a revision's migration Job stands. */
public enum Migration {
    /** There is no Job yet. */
    Absent,
    /** It runs; it is never killed. */
    Running,
    /** It is done. */
    Complete,
    /** It gave up. */
    Failed
}
