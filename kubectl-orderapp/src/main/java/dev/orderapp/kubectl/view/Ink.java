package dev.orderapp.kubectl.view;

/**
 * What a terminal can show beside plain letters. Colours and symbols only repeat what the words say: without them nothing is missing.
 *
 * @param colours whether it knows colours, and its user wants them
 * @param symbols whether it can show characters such as ✓
 */
public record Ink(boolean colours, boolean symbols) {
    /** For files, pipes and build logs. */
    public static final Ink PLAIN = new Ink(false, false);

    String of(Tone tone, String text) {
        return colours && !tone.code().isEmpty() && !text.isEmpty()
                ? "\u001b[" + tone.code() + "m" + text + "\u001b[0m"
                : text;
    }

    /** The symbol with a space behind it, where it can be shown. */
    String symbol(String symbol) {
        return symbols ? symbol + " " : "";
    }
}
