package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Barrier;
import java.time.Instant;

/**
 * The barrier at which a promotion or rollback waits.
 *
 * @param barrier which
 * @param since when it was saved
 */
public record BarrierWait(Barrier barrier, Instant since) {}
