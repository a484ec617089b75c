package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.Truncated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Selects the counters of a page that are to be summed up: one or more vector selectors as PromQL writes them, joined by {@code +}.
 * For example {@code orders_total{outcome="failed"} + orders_total{outcome="rejected"}}.
 *
 * <p>Two selectors are equal if their texts are.
 */
public final class Selector {
    private static final int MAX_LENGTH = 1000;

    private final String text;
    private final List<VectorSelector> terms;

    private Selector(String text, List<VectorSelector> terms) {
        this.text = text;
        this.terms = terms;
    }

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it is not one; the message says what was expected and where
     */
    public static Selector parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a selector may have at most " + MAX_LENGTH + " characters, not "
                    + text.length() + ": \"" + Truncated.of(text) + "\"");
        }
        Tokenizer tokenizer = new Tokenizer(text);
        List<VectorSelector> terms = new ArrayList<>();
        try {
            do {
                terms.add(VectorSelector.parse(tokenizer));
                tokenizer.skipSpaces();
            } while (tokenizer.take("+"));
            if (!tokenizer.atEnd()) {
                throw tokenizer.expected("+ or the end");
            }
        } catch (SyntaxException e) {
            throw new IllegalArgumentException("selector \"" + text + "\": " + e.getMessage(), e);
        }
        return new Selector(text, List.copyOf(terms));
    }

    /** The series of both. */
    public Selector or(Selector other) {
        List<VectorSelector> both = new ArrayList<>(terms);
        both.addAll(other.terms);
        return new Selector(text + " + " + other.text, List.copyOf(both));
    }

    /**
     * The same selection by labels, but of the series of another selector and under its conditions.
     *
     * @param base which series
     * @param renamed names that labels have there, by the names that they have here
     */
    public Selector within(Selector base, Map<String, String> renamed) {
        List<VectorSelector> narrowed = base.terms.stream()
                .flatMap(series -> terms.stream().map(term -> series.narrowed(term, renamed)))
                .toList();
        return new Selector(text + " of " + base.text, narrowed);
    }

    /** The name of its series; empty for a sum. */
    public Optional<String> name() {
        return terms.size() == 1 ? Optional.of(terms.get(0).name()) : Optional.empty();
    }

    List<VectorSelector> terms() {
        return terms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selector selector && selector.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
