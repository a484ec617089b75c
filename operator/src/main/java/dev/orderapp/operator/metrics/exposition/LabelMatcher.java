package dev.orderapp.operator.metrics.exposition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One condition of a selector. As in PromQL a label that is absent has the value "", and an expression must match the whole value.
 *
 * <p>Expressions are RE2's, as in PromQL. That is also why they can't be made to backtrack without end: both the expression and
 * what it is matched with come from others.
 *
 * @param label its name
 * @param accepted which values pass
 */
record LabelMatcher(String label, Predicate<String> accepted) {
    /** RE2 writes a counted repetition out: 25 characters of nested ones take gigabytes. */
    private static final Pattern REPETITION = Pattern.compile("\\{[0-9]");

    private static final int MAX_EXPRESSION = 200;

    /** The condition that the value is, or matches, the text. */
    static LabelMatcher positive(String label, boolean expression, String text) {
        return new LabelMatcher(label, expression ? Pattern.compile(text, Pattern.DOTALL)::matches : text::equals);
    }

    LabelMatcher negated() {
        return new LabelMatcher(label, accepted.negate());
    }

    /** What keeps a text from being an expression, if anything does. */
    static Optional<String> problem(String text) {
        if (text.length() > MAX_EXPRESSION) {
            return Optional.of("an expression of at most " + MAX_EXPRESSION + " characters");
        }
        if (REPETITION.matcher(text).find()) {
            return Optional.of("an expression without counts such as {3}: write the piece out");
        }
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("a valid expression (" + e.getDescription() + ": " + e.getPattern() + ")");
        }
    }

    boolean accepts(Map<String, String> labels) {
        return accepted.test(labels.getOrDefault(label, ""));
    }
}
