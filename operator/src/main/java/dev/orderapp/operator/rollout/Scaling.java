package dev.orderapp.operator.rollout;

/**
 * How many Pods the spec asks for of one component.
 *
 * @param min fewest Pods of the revision that serves
 * @param max most Pods of one revision
 * @param automatic whether a HorizontalPodAutoscaler decides between the two; else they are the same
 */
public record Scaling(int min, int max, boolean automatic) {
    /** Just so many, always. */
    public static Scaling fixed(int replicas) {
        return new Scaling(replicas, replicas, false);
    }

    /** Between two numbers, by load. */
    public static Scaling automatic(int min, int max) {
        return new Scaling(min, max, true);
    }
}
