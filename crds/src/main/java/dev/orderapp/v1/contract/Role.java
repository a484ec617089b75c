package dev.orderapp.v1.contract;

/** What a Service or an Ingress is for. The names are those of the label's values and of the objects' names. */
public enum Role {
    /** Serves the visitors who get no canary. */
    stable,
    /** Serves the visitors of a canary. */
    canary,
    /** Serves a page's files to the servers of the other version, which lack them. */
    other
}
