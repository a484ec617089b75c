package dev.orderapp.operator.metrics.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Selects series by name and labels.
 *
 * @param name of the series
 * @param matchers conditions that all must hold
 */
record VectorSelector(String name, List<LabelMatcher> matchers) {

    /** Reads {@code name{label="value",label!="value",label=~"expression",label!~"expression"}}. */
    static VectorSelector parse(Tokenizer tokenizer) throws SyntaxException {
        tokenizer.skipSpaces();
        String name = tokenizer.name("the name of a series", true);
        List<LabelMatcher> matchers = new ArrayList<>();
        tokenizer.skipSpaces();
        if (tokenizer.take("{")) {
            tokenizer.skipSpaces();
            while (!tokenizer.take("}")) {
                matchers.add(matcher(tokenizer));
                tokenizer.skipSpaces();
                if (!tokenizer.take(",") && tokenizer.peek() != '}') {
                    throw tokenizer.expected(", or }");
                }
                tokenizer.skipSpaces();
            }
        }
        return new VectorSelector(name, List.copyOf(matchers));
    }

    private static LabelMatcher matcher(Tokenizer tokenizer) throws SyntaxException {
        String label = tokenizer.name("the name of a label", false);
        tokenizer.skipSpaces();
        boolean negated = tokenizer.peek() == '!';
        boolean expression = tokenizer.take("=~") || tokenizer.take("!~");
        if (!expression && !tokenizer.take("=") && !tokenizer.take("!=")) {
            throw tokenizer.expected("=, !=, =~ or !~");
        }
        tokenizer.skipSpaces();
        SyntaxException here = tokenizer.expected("a value in double quotes");
        String text = tokenizer.quoted("a value in double quotes");
        if (expression && LabelMatcher.problem(text).isPresent()) {
            throw here.insteadOf(LabelMatcher.problem(text).get());
        }
        LabelMatcher matcher = LabelMatcher.positive(label, expression, text);
        return negated ? matcher.negated() : matcher;
    }

    /** These series, of which the labels satisfy another's conditions too. */
    VectorSelector narrowed(VectorSelector by, Map<String, String> renamed) {
        List<LabelMatcher> all = new ArrayList<>(matchers);
        for (LabelMatcher matcher : by.matchers) {
            all.add(new LabelMatcher(renamed.getOrDefault(matcher.label(), matcher.label()), matcher.accepted()));
        }
        return new VectorSelector(name, List.copyOf(all));
    }

    boolean accepts(Map<String, String> labels) {
        return matchers.stream().allMatch(matcher -> matcher.accepts(labels));
    }
}
