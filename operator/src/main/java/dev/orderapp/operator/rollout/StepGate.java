package dev.orderapp.operator.rollout;

/** What a step may do whose hold is over. */
enum StepGate {
    /** It may end. */
    OPEN,
    /** Evidence is missing: it stays. */
    WAIT,
    /** Nothing can be learnt from the comparison: it stays, whatever the release asks for without data. */
    UNSOUND,
    /** Evidence is missing, and the release asks for a rollback then. */
    NO_DATA
}
