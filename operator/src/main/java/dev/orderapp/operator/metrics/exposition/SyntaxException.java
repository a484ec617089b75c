package dev.orderapp.operator.metrics.exposition;

/** A text that is not what it should be; the message says what was expected and at which character, counted from 1. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    SyntaxException(String expected, int position) {
        super("expected " + expected + " at character " + (position + 1));
        this.position = position;
    }

    /** The same place, something else expected. */
    SyntaxException insteadOf(String expected) {
        return new SyntaxException(expected, position);
    }
}
