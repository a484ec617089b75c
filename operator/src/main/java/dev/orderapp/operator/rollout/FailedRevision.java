package dev.orderapp.operator.rollout;

/**
 * The revision that was rolled back last; it is not tried again until the spec asks for another or a retry is requested.
 *
 * @param revision its name
 * @param attempt number of the attempt that failed
 * @param result how and why
 */
public record FailedRevision(String revision, int attempt, AttemptResult result) {
    /** The value that a retry of it must have. */
    String actionValue() {
        return revision + "/" + attempt;
    }
}
