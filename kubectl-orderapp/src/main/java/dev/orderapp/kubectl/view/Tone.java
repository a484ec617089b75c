package dev.orderapp.kubectl.view;

/** What a piece of text tells, so that a terminal can show it before it is read. */
enum Tone {
    /** Nothing of its own. */
    PLAIN(""),
    /** As it should be. */
    GOOD("32"),
    /** Something is wrong, or went wrong. */
    BAD("31"),
    /** It moves. */
    MOVING("36"),
    /** It waits for somebody. */
    WAITING("33"),
    /** The most important on its line. */
    STRONG("1"),
    /** Read only when looked for. */
    FAINT("2");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The parameter of the terminal's "select graphic rendition"; empty for none. */
    String code() {
        return code;
    }
}
