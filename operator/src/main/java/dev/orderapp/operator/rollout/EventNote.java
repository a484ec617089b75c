package dev.orderapp.operator.rollout;

/**
 * A decision that becomes an Event and a log line.
 *
 * @param kind normal or a warning
 * @param reason one word for scripts
 * @param message a sentence
 */
public record EventNote(Kind kind, String reason, String message) {
    /** The two types that an Event can have. */
    public enum Kind {
        /** As it should be. */
        Normal,
        /** A person may want to act. */
        Warning
    }

    static EventNote normal(String reason, String message) {
        return new EventNote(Kind.Normal, reason, message);
    }

    static EventNote warning(String reason, String message) {
        return new EventNote(Kind.Warning, reason, message);
    }
}
