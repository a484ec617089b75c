package dev.orderapp.operator.rollout;

import dev.orderapp.v1.CheckResult;
import java.time.Instant;

/**
 * A run of a check, as it is remembered: what has once been seen is not run again when its Job is gone.
 *
 * @param check name of the check
 * @param step index of the step that it runs in; 0 where it is not of a step
 * @param result how it goes
 * @param message why it failed; empty else
 * @param since since when it is so
 */
public record CheckRun(String check, int step, CheckResult result, String message, Instant since) {}
