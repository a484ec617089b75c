package dev.orderapp.operator.metrics.exposition;

/** Reads the tokens that metric pages and selectors have in common: names, quoted strings, single characters. */
final class Tokenizer {
    private final String text;
    private int position;

    Tokenizer(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            position++;
        }
    }

    /** Whether the text went on with this, which is then consumed. */
    boolean take(String token) {
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        return true;
    }

    /** A name of a metric, or of a label if colons are not allowed. */
    String name(String what, boolean colons) throws SyntaxException {
        int start = position;
        while (isOfName(peek(), position == start, colons)) {
            position++;
        }
        if (position == start) {
            throw expected(what);
        }
        return text.substring(start, position);
    }

    /** Whether a name may have this character. */
    static boolean isOfName(char c, boolean first, boolean colons) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || colons && c == ':'
                || !first && c >= '0' && c <= '9';
    }

    /** A name as exporters write them, who also use dots, dashes and letters of all scripts. */
    String looseName(String what) throws SyntaxException {
        int start = position;
        while (isOfName(peek(), position == start, true)
                || peek() >= 0x80
                || position > start && (peek() == '.' || peek() == '-')) {
            position++;
        }
        if (position == start) {
            throw expected(what);
        }
        return text.substring(start, position);
    }

    /** Everything up to the next space or the end. */
    String word(String what) throws SyntaxException {
        int start = position;
        while (!atEnd() && peek() != ' ' && peek() != '\t') {
            position++;
        }
        if (position == start) {
            throw expected(what);
        }
        return text.substring(start, position);
    }

    /** A string between double quotes, with {@code \\}, {@code \"} and {@code \n} for what they stand for. */
    String quoted(String what) throws SyntaxException {
        if (!take("\"")) {
            throw expected(what);
        }
        StringBuilder value = new StringBuilder();
        while (!take("\"")) {
            if (atEnd()) {
                throw expected("a closing quote");
            }
            value.append(take("\\") ? escaped() : text.charAt(position++));
        }
        return value.toString();
    }

    private String escaped() throws SyntaxException {
        if (atEnd()) {
            throw expected("a closing quote");
        }
        char c = text.charAt(position++);
        return switch (c) {
            case 'n' -> "\n";
            case '\\', '"' -> String.valueOf(c);
            // What the format does not define stands for itself, as Prometheus reads it.
            default -> "\\" + c;
        };
    }

    SyntaxException expected(String what) {
        return new SyntaxException(what, position);
    }
}
