package dev.orderapp.operator.rollout;

import dev.orderapp.v1.contract.ActionTarget;

/**
 * The revision that was taken back last; it is not tried again until the spec asks for another or somebody says retry.
 *
 * @param revision its name
 * @param attempt which try failed
 * @param ending how and why
 */
public record FailedRevision(String revision, int attempt, AttemptResult ending) {
    /** The value that a retry of it must have. */
    String value() {
        return ActionTarget.of(revision, attempt).value();
    }
}
