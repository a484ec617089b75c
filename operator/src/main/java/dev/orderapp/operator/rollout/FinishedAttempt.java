package dev.orderapp.operator.rollout;

import java.time.Instant;

/**
 * An entry of the history.
 *
 * @param attempt which, and since when
 * @param result how and why it ended
 * @param finishedAt when that had been carried out
 */
public record FinishedAttempt(Attempt attempt, AttemptResult result, Instant finishedAt) {}
