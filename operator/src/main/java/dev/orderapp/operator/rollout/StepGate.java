package dev.orderapp.operator.rollout;

/** What a step may do whose hold is over. */
enum StepGate {
    /** It may end. */
    OPEN,
    /** Evidence is missing: it stays. */
    WAIT,
    /** Evidence is missing, and the release asks for a rollback then. */
    NO_DATA
}
