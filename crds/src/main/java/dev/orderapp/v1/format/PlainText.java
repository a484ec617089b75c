package dev.orderapp.v1.format;

import java.util.regex.Pattern;

/** Text of others, such as a line of a log, that may be shown anywhere: it can neither steer a terminal nor hide what it says. */
public final class PlainText {
    /** What colours text in a terminal and moves its cursor. Source: ECMA-48, control sequences. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

    private static final String TAB = "    ";

    private PlainText() {}

    /**
     * One line of at most so many characters, with {@code …} where something is cut off. Colours are dropped, tabs become spaces, and
     * other characters that are not seen are written as {@code \}{@code u001b}.
     */
    public static String line(String text, int longest) {
        StringBuilder plain = new StringBuilder();
        // Text that is never shown need not be looked at.
        String near = text.length() > 10 * longest ? text.substring(0, 10 * longest) : text;
        CONTROL_SEQUENCE.matcher(near).replaceAll("").codePoints().forEach(c -> append(plain, c));
        boolean cut = near.length() < text.length();
        if (!cut && plain.length() <= longest) {
            return plain.toString();
        }
        int end = Math.min(longest - 1, plain.length());
        if (end > 0 && Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(0, end) + "…";
    }

    private static void append(StringBuilder plain, int c) {
        if (c == '\t') {
            plain.append(TAB);
        } else if (isUnseen(c)) {
            plain.append(String.format("\\u%04x", c));
        } else {
            plain.appendCodePoint(c);
        }
    }

    /** Controls, marks that turn the direction of the text, other formats, and halves of a character. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
