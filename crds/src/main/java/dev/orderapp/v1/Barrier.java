package dev.orderapp.v1;

/** What a promotion or a rollback waits for. Each barrier is written to the status before the operator acts on it. */
public enum Barrier {
    /** Promoting: the stable Services select the new revision; it waits until their endpoints are exactly its ready Pods. */
    SwitchingStable,
    /** Promoting: the data plane may need this long to follow the stable Services. */
    SettlingStable,
    /** Promoting and RollingBack: the canary Ingresses are removed. */
    RemovingRoute,
    /** Promoting and RollingBack: the data plane may need this long to stop sending requests to the version that leaves. */
    Draining
}
