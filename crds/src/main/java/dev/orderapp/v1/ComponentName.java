package dev.orderapp.v1;

/** The two tiers of an order app. The names are those of the spec's fields, labels and object names. */
public enum ComponentName {
    /** The API. */
    backend,
    /** The page. */
    frontend
}
