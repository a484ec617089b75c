package dev.orderapp.operator.rollout;

import java.time.Instant;

/**
 * A release's place among those that wait until fewer are under way.
 *
 * @param since when it asked
 * @param reason what it waits for, and who is in front, as the end of a sentence
 */
public record QueuePlace(Instant since, String reason) {}
