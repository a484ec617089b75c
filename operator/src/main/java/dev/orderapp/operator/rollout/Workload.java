package dev.orderapp.operator.rollout;

import java.util.Optional;

/**
 * One component of one revision as the cluster has it.
 *
 * @param replicas Pods that its Deployment asks for
 * @param ready Pods that are ready and not going away
 * @param crash which container restarts again and again, in a sentence
 * @param waiting why a Pod does not start, in a sentence, e.g. an image that cannot be pulled
 */
public record Workload(int replicas, int ready, Optional<String> crash, Optional<String> waiting) {
    /** Nothing of it exists. */
    public static final Workload NONE = new Workload(0, 0, Optional.empty(), Optional.empty());
}
