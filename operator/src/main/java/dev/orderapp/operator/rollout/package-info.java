/**
 * The rollout itself, as a pure function: {@link dev.orderapp.operator.rollout.Rollout#decide} takes an
 * {@link dev.orderapp.operator.rollout.Observation} and answers with a {@link dev.orderapp.operator.rollout.Plan}. Nothing
 * here knows a clock, a client, a logger or Kubernetes' objects, so that every history of a cluster can be played against it.
 */
package dev.orderapp.operator.rollout;
