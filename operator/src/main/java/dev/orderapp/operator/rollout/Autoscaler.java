package dev.orderapp.operator.rollout;

/**
 * The HorizontalPodAutoscaler of one component of one revision.
 *
 * @param min it never scales below
 * @param max it never scales above
 * @param growsOnly whether it may not scale down
 */
public record Autoscaler(int min, int max, boolean growsOnly) {}
