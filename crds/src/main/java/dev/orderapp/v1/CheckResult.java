package dev.orderapp.v1;

/** How a check goes. */
public enum CheckResult {
    /** Its Job is there, and not over. */
    Running,
    /** Its Job has succeeded. */
    Passed,
    /** Its Job has failed, was not done in time, or was removed before it ended. */
    Failed
}
