package dev.orderapp.operator.metrics.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Picks series by name and labels.
 *
 * @param name of the series
 * @param matchers conditions that all must hold
 */
record VectorSelector(String name, List<LabelMatcher> matchers) {

    /** Reads {@code name{label="value",label!="value",label=~"expression",label!~"expression"}}. */
    static VectorSelector parse(Tokenizer cursor) throws SyntaxException {
        cursor.skipSpaces();
        String name = cursor.name("the name of a series", true);
        List<LabelMatcher> matchers = new ArrayList<>();
        cursor.skipSpaces();
        if (cursor.take("{")) {
            cursor.skipSpaces();
            while (!cursor.take("}")) {
                matchers.add(matcher(cursor));
                cursor.skipSpaces();
                if (!cursor.take(",") && cursor.peek() != '}') {
                    throw cursor.expected(", or }");
                }
                cursor.skipSpaces();
            }
        }
        return new VectorSelector(name, List.copyOf(matchers));
    }

    private static LabelMatcher matcher(Tokenizer cursor) throws SyntaxException {
        String label = cursor.name("the name of a label", false);
        cursor.skipSpaces();
        boolean negated = cursor.peek() == '!';
        boolean expression = cursor.take("=~") || cursor.take("!~");
        if (!expression && !cursor.take("=") && !cursor.take("!=")) {
            throw cursor.expected("=, !=, =~ or !~");
        }
        cursor.skipSpaces();
        SyntaxException here = cursor.expected("a value in double quotes");
        String text = cursor.quoted("a value in double quotes");
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
