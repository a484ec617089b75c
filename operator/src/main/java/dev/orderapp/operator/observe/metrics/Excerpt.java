package dev.orderapp.operator.observe.metrics;

/** The beginning of a text that others wrote, fit for a log line or a condition. */
final class Excerpt {
    private static final int LENGTH = 60;

    private Excerpt() {}

    static String of(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LENGTH ? printable : printable.substring(0, LENGTH) + "…";
    }
}
