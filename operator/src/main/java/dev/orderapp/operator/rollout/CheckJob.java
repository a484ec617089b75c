package dev.orderapp.operator.rollout;

import dev.orderapp.v1.CheckResult;

/**
 * The Job of a check as the cluster has it.
 *
 * @param name of the Job
 * @param attempt number of the attempt that it is for
 * @param check name of the check
 * @param step index of the step that it is for; 0 where it is not of a step
 * @param result how it goes
 * @param message why it failed, with the end of its log, or why it does not begin; empty else
 */
public record CheckJob(String name, int attempt, String check, int step, CheckResult result, String message) {
    /** Whether it is over. */
    boolean isOver() {
        return result != CheckResult.Running;
    }
}
