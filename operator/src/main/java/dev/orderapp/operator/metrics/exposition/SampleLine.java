package dev.orderapp.operator.metrics.exposition;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One sample of a page in the Prometheus text format, {@code name{label="value",…} value [timestamp]}, or {@code {"name",label="value",…}
 * value} where the name has other characters. OpenMetrics pages read the same; their exemplars are left out.
 *
 * <p>Source: the Prometheus documentation, "Exposition formats".
 *
 * @param name of the series
 * @param labels by name
 * @param value may be NaN or infinite
 */
record SampleLine(String name, Map<String, String> labels, double value) {
    /** Where a name that stands among the labels is kept meanwhile, as Prometheus does. */
    private static final String NAME = "__name__";

    /** Empty for blank lines and comments. */
    static Optional<SampleLine> parse(String line) throws SyntaxException {
        Tokenizer tokenizer = new Tokenizer(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        tokenizer.skipSpaces();
        if (tokenizer.atEnd() || tokenizer.peek() == '#') {
            return Optional.empty();
        }
        String name = tokenizer.peek() == '{' ? "" : tokenizer.looseName("the name of a series");
        Map<String, String> labels = labels(tokenizer, name.isEmpty());
        if (name.isEmpty() && !labels.containsKey(NAME)) {
            throw tokenizer.expected("the name of the series before this");
        }
        tokenizer.skipSpaces();
        double value = number(tokenizer, "a number");
        tokenizer.skipSpaces();
        if (!tokenizer.atEnd() && tokenizer.peek() != '#') {
            number(tokenizer, "a timestamp");
            tokenizer.skipSpaces();
        }
        if (!tokenizer.atEnd() && tokenizer.peek() != '#') {
            throw tokenizer.expected("the end of the line");
        }
        return Optional.of(new SampleLine(name.isEmpty() ? labels.remove(NAME) : name, labels, value));
    }

    private static Map<String, String> labels(Tokenizer tokenizer, boolean withName) throws SyntaxException {
        Map<String, String> labels = new LinkedHashMap<>();
        tokenizer.skipSpaces();
        if (!tokenizer.take("{")) {
            return labels;
        }
        tokenizer.skipSpaces();
        while (!tokenizer.take("}")) {
            boolean quoted = tokenizer.peek() == '"';
            String label = quoted ? tokenizer.quoted("a name") : tokenizer.looseName("the name of a label");
            tokenizer.skipSpaces();
            if (tokenizer.take("=")) {
                tokenizer.skipSpaces();
                labels.put(label, tokenizer.quoted("a label's value in quotes"));
            } else if (quoted && withName && !labels.containsKey(NAME)) {
                labels.put(NAME, label);
            } else {
                throw tokenizer.expected("=");
            }
            tokenizer.skipSpaces();
            if (!tokenizer.take(",") && tokenizer.peek() != '}') {
                throw tokenizer.expected(", or }");
            }
            tokenizer.skipSpaces();
        }
        return labels;
    }

    private static double number(Tokenizer tokenizer, String what) throws SyntaxException {
        SyntaxException expected = tokenizer.expected(what);
        String word = tokenizer.word(what);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "+inf", "inf", "+infinity", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(word, expected);
        };
    }

    private static double finite(String word, SyntaxException expected) throws SyntaxException {
        // Java would also read "1d" and "0x1p3".
        if (word.chars().anyMatch(c -> "+-.0123456789eE".indexOf(c) < 0)) {
            throw expected;
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw expected;
        }
    }
}
