package dev.orderapp.operator.resources;

/**
 * Pods that a Deployment needs whose number is an autoscaler's to decide: it may have more.
 *
 * @param deployment its name
 * @param replicas at least so many
 */
public record ReplicaFloor(String deployment, int replicas) {}
