package dev.orderapp.operator.metrics.prometheus;

import dev.orderapp.operator.metrics.prometheus.PromqlTokens.Kind;
import dev.orderapp.operator.metrics.prometheus.PromqlTokens.Token;
import java.util.Locale;
import java.util.Set;

/**
 * PromQL that can see one namespace alone: every vector selector in it gets a matcher for the label that tells the namespace. A selector
 * that already asks for another namespace then selects nothing.
 *
 * <p>The expression is written anew from its tokens, without comments, and what this class can't parse is refused: a server must never read
 * a selector where none was seen here. Therefore it also refuses what only dialects of PromQL know, such as MetricsQL's {@code or} between
 * matchers, which would bind the matcher to one of the alternatives.
 *
 * <p>Source: the Prometheus documentation, "Querying: basics" and "Operators"; its grammar, {@code generated_parser.y}.
 */
final class NamespacedExpression {
    private static final Set<String> SYMBOL_OPERATORS =
            Set.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<=");
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "unless", "atan2");
    private static final Set<String> MATCH_OPERATORS = Set.of("=", "!=", "=~", "!~");
    private static final Set<String> GROUPING = Set.of("by", "without");
    private static final Set<String> MATCHING = Set.of("on", "ignoring");
    private static final Set<String> MANY_TO_ONE = Set.of("group_left", "group_right");
    private static final Set<String> NUMBERS = Set.of("inf", "nan");

    /** It reads series that the expression does not name. */
    private static final String INFO = "info";

    /** Deeper ones are no honest query, and would overflow the stack. */
    private static final int DEEPEST = 64;

    private final PromqlTokens tokens;
    private final String matcher;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private NamespacedExpression(String expression, String matcher) {
        this.tokens = PromqlTokens.of(expression);
        this.matcher = matcher;
    }

    /**
     * @param expression PromQL without placeholders
     * @param label that tells the namespace of a series, for example {@code namespace}
     * @param namespace whose series may be seen; a Kubernetes name, which holds nothing that would have to be escaped
     * @throws IllegalArgumentException with a sentence, if it can't be parsed
     */
    static String of(String expression, String label, String namespace) {
        NamespacedExpression parsed = new NamespacedExpression(expression, label + "=\"" + namespace + "\"");
        parsed.expression();
        if (!parsed.tokens.is(Kind.END)) {
            throw parsed.unexpected();
        }
        return parsed.out.toString();
    }

    private void expression() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "can't be confined to its namespace: it is nested deeper than " + DEEPEST + " levels");
        }
        operand();
        while (tokens.is(SYMBOL_OPERATORS) || isWord(WORD_OPERATORS)) {
            take();
            modifiers();
            operand();
        }
        depth--;
    }

    private void modifiers() {
        if (isWord(Set.of("bool"))) {
            take();
        }
        if (isWord(MATCHING)) {
            take();
            labels();
            if (isWord(MANY_TO_ONE)) {
                take();
                if (tokens.is("(")) {
                    labels();
                }
            }
        }
    }

    private void operand() {
        while (tokens.is("+") || tokens.is("-")) {
            take();
        }
        primary();
        while (true) {
            if (tokens.is(Kind.RANGE)) {
                take();
            } else if (isWord(Set.of("offset"))) {
                take();
                signedNumber();
            } else if (tokens.is("@")) {
                take();
                at();
            } else {
                return;
            }
        }
    }

    private void at() {
        if (isWord(Set.of("start", "end"))) {
            take();
            expect("(");
            expect(")");
        } else {
            signedNumber();
        }
    }

    private void signedNumber() {
        if (tokens.is("+") || tokens.is("-")) {
            take();
        }
        if (!tokens.is(Kind.NUMBER)) {
            throw unexpected();
        }
        take();
    }

    private void primary() {
        if (tokens.is(Kind.NUMBER) || tokens.is(Kind.STRING) || isWord(NUMBERS)) {
            take();
        } else if (tokens.is("(")) {
            take();
            expression();
            expect(")");
        } else if (tokens.is("{")) {
            matchers();
        } else if (tokens.is(Kind.NAME)) {
            named();
        } else {
            throw unexpected();
        }
    }

    /** A function, an aggregation or a series: a name before a bracket or a grouping is never that of a series. */
    private void named() {
        Token name = tokens.current();
        take();
        if (isWord(GROUPING)) {
            grouping();
            arguments();
        } else if (tokens.is("(")) {
            if (lower(name).equals(INFO)) {
                throw new IllegalArgumentException(
                        "can't be confined to its namespace: info() reads series that it does not name; join them with"
                                + " `* on (…) group_left (…)` instead");
            }
            arguments();
            if (isWord(GROUPING)) {
                grouping();
            }
        } else if (tokens.is("{")) {
            matchers();
        } else {
            write("{" + matcher + "}");
        }
    }

    private void grouping() {
        take();
        labels();
    }

    private void arguments() {
        expect("(");
        while (!tokens.is(")")) {
            expression();
            if (!tokens.is(")")) {
                expect(",");
            }
        }
        take();
    }

    private void labels() {
        expect("(");
        while (!tokens.is(")")) {
            if (!tokens.is(Kind.NAME) && !tokens.is(Kind.STRING)) {
                throw unexpected();
            }
            take();
            if (!tokens.is(")")) {
                expect(",");
            }
        }
        take();
    }

    private void matchers() {
        expect("{");
        write(matcher);
        if (!tokens.is("}")) {
            write(",");
        }
        while (!tokens.is("}")) {
            boolean quoted = tokens.is(Kind.STRING);
            if (!quoted && !tokens.is(Kind.NAME)) {
                throw unexpected();
            }
            take();
            if (tokens.is(MATCH_OPERATORS)) {
                take();
                if (!tokens.is(Kind.STRING)) {
                    throw unexpected();
                }
                take();
            } else if (!quoted) {
                throw unexpected();
            }
            if (!tokens.is("}")) {
                expect(",");
            }
        }
        take();
    }

    private void expect(String symbol) {
        if (!tokens.is(symbol)) {
            throw unexpected();
        }
        take();
    }

    private void take() {
        write(tokens.current().text());
        tokens.next();
    }

    private void write(String text) {
        out.append(out.isEmpty() ? "" : " ").append(text);
    }

    private boolean isWord(Set<String> words) {
        return tokens.is(Kind.NAME) && words.contains(lower(tokens.current()));
    }

    /** Prometheus knows its words in any case. */
    private static String lower(Token name) {
        return name.text().toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException unexpected() {
        return tokens.unexpected();
    }
}
