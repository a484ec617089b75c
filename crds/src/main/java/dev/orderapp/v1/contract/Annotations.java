package dev.orderapp.v1.contract;

/** Annotations beside those by which people ask for an {@link Action}. */
public final class Annotations {
    /** On an object that was applied: hash of what the API server made of it, so that it is not applied again without need. */
    public static final String APPLIED_HASH = "orderapp.dev/applied-hash";

    /** On the stable Ingress or the HTTPRoute: where visitors come in. */
    public static final String ENTRANCE = "orderapp.dev/entrance";

    /** On a canary Ingress, behind the prefix that {@code spec.ingress.annotationPrefix} names: the weight, in per cent. */
    public static final String CANARY_WEIGHT = "/canary-weight";

    private Annotations() {}
}
