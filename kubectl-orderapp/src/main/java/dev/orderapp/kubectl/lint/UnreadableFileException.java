package dev.orderapp.kubectl.lint;

/** A file that {@code kubectl apply} could not read either. */
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int document;
    private final int line;

    UnreadableFileException(int document, int line, String problem) {
        super(problem);
        this.document = document;
        this.line = line;
    }

    /** Which document of the file, from 1. */
    public int document() {
        return document;
    }

    /** Which line of the file, from 1. */
    public int line() {
        return line;
    }
}
