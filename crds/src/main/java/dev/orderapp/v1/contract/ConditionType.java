package dev.orderapp.v1.contract;

/** The conditions of a release. The names are the types in {@code status.conditions} and the values of a metric's label. */
public enum ConditionType {
    /** Whether visitors are served: the Ingress is there, and each stable Service has ready Pods. */
    Available,
    /** Whether something moves: a first revision, a canary, a promotion or a rollback. */
    Progressing,
    /** Whether the revision that the spec asks for has an outcome. */
    Settled,
    /** Whether {@code spec.paused} is set. */
    Paused,
    /** Whether all that the spec says and names can be used. */
    Resolved,
    /** Whether the cluster has taken what the operator wanted to write. */
    Applied,
    /** Whether the data plane can lead visitors as the spec says. */
    Routable,
    /** Whether every metric's source answers; only there while a version is judged. */
    MetricsAvailable
}
