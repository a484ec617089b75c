package dev.orderapp.operator.metrics.counters;

/** The beginning of a text that others wrote, fit for a log line or a condition. */
public final class Truncated {
    private static final int LENGTH = 60;

    private Truncated() {}

    /** At most so much of it that a sentence stays one; without control characters. */
    public static String of(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LENGTH ? printable : printable.substring(0, LENGTH) + "…";
    }
}
