package dev.orderapp.operator.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of PromQL, read one after the other. Comments and white space are left out. It is stricter than Prometheus where other
 * servers read a text differently: no backslash in a {@code `raw`} string, nothing outside of ASCII but in strings and comments.
 *
 * <p>Source: Prometheus, {@code promql/parser/lex.go}.
 */
final class PromqlTokens {
    /** What a token is. {@link #RANGE} is a whole {@code [5m]} or {@code [1h:5m]}: nothing in it can name a series. */
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        RANGE,
        SYMBOL,
        END
    }

    /**
     * A token.
     *
     * @param text as written
     */
    record Token(Kind kind, String text) {}

    private static final String SPACE = "[ \\t\\r\\n]";
    private static final String DURATION = "(?:[0-9]+(?:ms|[smhdwy]))+";
    private static final String DECIMAL = "(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?";
    private static final String NUMBER = "(?:0[xX][0-9a-fA-F]+|" + DURATION + "|" + DECIMAL + ")";

    private static final Pattern TOKEN = Pattern.compile("(?<skip>" + SPACE + "+|#[^\\r\\n]*)"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            // What follows a number must not continue it: "5foo" is read in several ways.
            + "|(?<number>" + NUMBER + ")(?![a-zA-Z0-9_.:])"
            + "|(?<string>\"(?:[^\"\\\\\\r\\n]|\\\\[^\\r\\n])*+\"|'(?:[^'\\\\\\r\\n]|\\\\[^\\r\\n])*+'|`[^`\\\\]*+`)"
            + "|(?<range>\\[" + SPACE + "*" + NUMBER + SPACE + "*(?::" + SPACE + "*(?:" + NUMBER + SPACE + "*)?)?\\])"
            + "|(?<symbol>==|!=|=~|!~|>=|<=|[-+*/%^<>=(){},@])");

    private static final int SHOWN = 40;

    private final List<Token> tokens;
    private int at;

    private PromqlTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException with a sentence, if something in it is no token */
    static PromqlTokens of(String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher found = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!found.region(end, expression.length()).lookingAt()) {
                throw notUnderstood(expression.substring(end));
            }
            for (Kind kind : Kind.values()) {
                if (kind != Kind.END && found.group(kind.name().toLowerCase(Locale.ROOT)) != null) {
                    tokens.add(new Token(kind, found.group()));
                }
            }
            end = found.end();
        }
        tokens.add(new Token(Kind.END, ""));
        return new PromqlTokens(tokens);
    }

    Token current() {
        return tokens.get(at);
    }

    void next() {
        at++;
    }

    boolean is(Kind kind) {
        return current().kind() == kind;
    }

    boolean is(String symbol) {
        return is(Set.of(symbol));
    }

    boolean is(Set<String> symbols) {
        return is(Kind.SYMBOL) && symbols.contains(current().text());
    }

    /** That the current token can't stand where it stands. */
    IllegalArgumentException unexpected() {
        StringBuilder rest = new StringBuilder();
        for (Token token : tokens.subList(at, tokens.size())) {
            rest.append(rest.isEmpty() ? "" : " ").append(token.text());
        }
        return notUnderstood(rest.toString().strip());
    }

    private static IllegalArgumentException notUnderstood(String rest) {
        String where = rest.isEmpty()
                ? "it ends too early"
                : "\"" + (rest.length() > SHOWN ? rest.substring(0, SHOWN) + "…" : rest) + "\" is not understood";
        return new IllegalArgumentException("can't be confined to its namespace: " + where
                + "; write it in plain PromQL, see sources.prometheus.namespaceLabel");
    }
}
