package dev.orderapp.v1.contract;

/** How a Pod of page or API is put together: what a user's Pod template, the operator and the metrics' readers must call the same. */
public final class PodLayout {
    /** Name of the container that serves. */
    public static final String CONTAINER = "app";
    /** Name of its port for visitors. */
    public static final String PORT = "http";
    /** Name of its port for probes and metrics, where a user's Pod template has one; without it these use {@link #PORT}. */
    public static final String MANAGEMENT_PORT = "management";

    private PodLayout() {}
}
