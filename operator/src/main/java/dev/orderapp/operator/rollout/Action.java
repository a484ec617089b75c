package dev.orderapp.operator.rollout;

/** What a person may ask for by an annotation. */
public enum Action {
    /** Ends one hold or approval; never overrides a failure. Value: {@code <revision>/<attempt>/<step>}. */
    PROMOTE,
    /** Rolls the canary back. Value: {@code <revision>/<attempt>}. */
    ABORT,
    /** Tries the failed revision once more. Value: {@code <revision>/<attempt>} of the attempt that failed. */
    RETRY;

    /** The annotation's name. */
    public String annotation() {
        return "orderapp.dev/" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
