package dev.orderapp.v1;

/** The barrier at which a promotion or a rollback stands. Each is written here before anything is done about it. */
public enum Barrier {
    /** Promoting: the stable Services select the new revision; waits until their endpoints are just its ready Pods. */
    SwitchingStable,
    /** Promoting: the data plane may need this long to follow the stable Services. */
    SettlingStable,
    /** Promoting and RollingBack: the canary Ingresses go. */
    RemovingRoute,
    /** Promoting and RollingBack: the data plane may need this long to stop sending to the version that goes. */
    Draining
}
