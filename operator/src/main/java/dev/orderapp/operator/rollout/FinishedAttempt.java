package dev.orderapp.operator.rollout;

import java.time.Instant;

/**
 * An entry of the history: one finished try.
 *
 * @param trial what was tried, and since when
 * @param ending how and why it ended
 * @param finishedAt when that had been carried out
 */
public record FinishedAttempt(Attempt trial, AttemptResult ending, Instant finishedAt) {}
