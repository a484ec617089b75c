package dev.orderapp.v1;

/** How a metrics page is asked for. */
public enum MetricsScheme {
    /** In clear. */
    HTTP,
    /** By TLS, with whatever certificate the Pod shows, as a probe of Kubernetes takes it. */
    HTTPS
}
