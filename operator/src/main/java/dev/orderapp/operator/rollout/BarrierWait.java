package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Barrier;
import java.time.Instant;

/**
 * The barrier at which a promotion or rollback stands.
 *
 * @param stage which
 * @param since when it was written down
 */
public record BarrierWait(Barrier stage, Instant since) {}
