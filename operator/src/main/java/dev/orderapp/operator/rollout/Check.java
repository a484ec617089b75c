package dev.orderapp.operator.rollout;

import dev.orderapp.v1.CheckStage;
import java.time.Duration;

/**
 * A check that the spec asks for.
 *
 * @param name by which its runs are known
 * @param at when it runs
 * @param deadline how long a run may take
 */
public record Check(String name, CheckStage at, Duration deadline) {
    /** So much longer may a Pod take to get to a node. */
    public static final Duration TO_A_NODE = Duration.ofSeconds(30);

    /** How long its Job may take from its creation on. */
    public Duration limit() {
        return deadline.plus(TO_A_NODE);
    }
}
