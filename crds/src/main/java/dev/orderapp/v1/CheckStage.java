package dev.orderapp.v1;

/** When a check runs. */
public enum CheckStage {
    /** Once all of the canary's Pods are ready, before any visitor comes. */
    beforeTraffic,
    /** In each step anew, while the canary has the step's share of the visitors; the step doesn't end before. */
    step,
    /** Once the new version serves everybody, while the old one still has all its Pods: the promotion isn't over before. */
    afterPromotion
}
