package dev.orderapp.v1.contract;

import dev.orderapp.v1.ActionsStatus;
import java.util.Locale;
import java.util.Optional;

/** What a person may ask for by an annotation, whose value is an {@link ActionTarget}. */
public enum Action {
    /** Ends one hold or approval; never overrides a failure. Value: {@code <revision>/<attempt>/<step>}. */
    PROMOTE,
    /** Rolls the canary back. Value: {@code <revision>/<attempt>}. */
    ABORT,
    /** Tries the failed revision once more. Value: {@code <revision>/<attempt>} of the attempt that failed. */
    RETRY,
    /** Leaves the stable revision without steps, for one that was promoted before. Value: {@code <revision>/<attempt>} of the stable one. */
    UNDO;

    /** The annotation's name, for example {@code orderapp.dev/promote}. */
    public String annotation() {
        return "orderapp.dev/" + name().toLowerCase(Locale.ROOT);
    }

    /** The value that the operator acted on last, according to the status. */
    public Optional<String> handled(ActionsStatus status) {
        return Optional.ofNullable(status).map(actions -> switch (this) {
            case PROMOTE -> actions.promote();
            case ABORT -> actions.abort();
            case RETRY -> actions.retry();
            case UNDO -> actions.undo();
        });
    }
}
