package dev.orderapp.operator.status;

/** A status from which nothing can be decided; the message says what is wrong with it and what to do. */
public final class UnreadableStatusException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableStatusException(String message, Throwable cause) {
        super(message, cause);
    }
}
