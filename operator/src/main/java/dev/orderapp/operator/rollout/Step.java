package dev.orderapp.operator.rollout;

import java.time.Duration;

/**
 * One step of a canary.
 *
 * @param weight per cent of the visitors; 0 where testers alone see the canary, until a person agrees
 * @param hold how long at least
 * @param approval whether a person must agree before the step ends
 */
public record Step(int weight, Duration hold, boolean approval) {}
