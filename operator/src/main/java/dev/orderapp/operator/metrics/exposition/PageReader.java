package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.CounterValues;
import dev.orderapp.operator.metrics.counters.Truncated;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Selects the wanted counters of one page while its bytes arrive, a line at a time: however long the page, what it keeps is those
 * counters, and the line just begun.
 *
 * <p>A line of another metric may be anything: of any length, in an unknown notation, or broken. A broken line of a metric
 * that is wanted spoils what is selected of that metric and nothing else. Only a page on which nothing at all is a sample, such as the
 * error page of a proxy, is no metrics page.
 */
final class PageReader {
    /** More series than any metric has on purpose. */
    static final int MAX_SERIES = 2000;

    private static final int MAX_LINE = 64 * 1024;
    private static final String LAST_LINE = "# EOF";

    /** What a metric's samples have behind its name in the comments that declare it. */
    private static final List<String> SUFFIXES = List.of("", "_total", "_bucket", "_count", "_sum");

    private final Map<Selector, Map<String, Double>> selected = new HashMap<>();
    private final Map<Selector, String> problems = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> namesFound = new HashSet<>();
    private final int maxBytes;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private int lineNumber = 1;
    private long bytes;
    private boolean hasSamples;
    private Optional<String> firstProblem = Optional.empty();
    private Optional<String> problem = Optional.empty();

    PageReader(Set<Selector> wanted, int maxBytes) {
        for (Selector selector : wanted) {
            selected.put(selector, new HashMap<>());
            selector.terms().forEach(term -> names.add(term.name()));
        }
        this.maxBytes = maxBytes;
    }

    /** Takes the next bytes of the page; says whether more of it is wanted. */
    boolean accept(ByteBuffer buffer) {
        bytes += buffer.remaining();
        if (bytes > maxBytes) {
            problem = Optional.of("its metrics page is longer than " + maxBytes + " bytes");
        }
        while (buffer.hasRemaining() && problem.isEmpty()) {
            byte b = buffer.get();
            if (b == '\n') {
                endLine();
            } else {
                append(b);
            }
        }
        return problem.isEmpty();
    }

    private void append(byte b) {
        if (length == MAX_LINE) {
            tooLong = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE, 2 * length));
        }
        line[length++] = b;
    }

    /**
     * What the page said, once all of it has arrived.
     *
     * @param whole whether it is certain that nothing is missing. If not, a page that stops within a line may have been cut off: half of
     *     its counters would look as if they had gone back, and everything would be counted again
     */
    Page end(boolean whole) {
        if (problem.isEmpty() && length > 0) {
            if (whole || text().equals(LAST_LINE) || isWholeSampleOfAnother()) {
                endLine();
            } else {
                problem = Optional.of("its metrics page breaks off in line " + lineNumber);
            }
        }
        return problem.or(() -> hasSamples ? Optional.empty() : firstProblem)
                .<Page>map(Page.Unreadable::new)
                .orElseGet(this::read);
    }

    private boolean isWholeSampleOfAnother() {
        try {
            return SampleLine.parse(text())
                    .filter(series -> !names.contains(series.name()))
                    .isPresent();
        } catch (SyntaxException e) {
            return false;
        }
    }

    private Page read() {
        Map<Selector, Page.Selection> read = new HashMap<>();
        selected.forEach((selector, values) -> read.put(
                selector,
                new Page.Selection(
                        new CounterValues(values),
                        selector.terms().stream().anyMatch(term -> namesFound.contains(term.name())),
                        Optional.ofNullable(problems.get(selector)))));
        return new Page.Read(read);
    }

    private void endLine() {
        int start = 0;
        while (start < length && isSpace(line[start])) {
            start++;
        }
        if (start < length) {
            if (line[start] == '#') {
                declared(text());
            } else if (line[start] == '{') {
                quoted();
            } else {
                named(start);
            }
        }
        length = 0;
        tooLong = false;
        lineNumber++;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** {@code # TYPE name type} and {@code # HELP name text} show that a metric exists of which no series is there yet. */
    private void declared(String comment) {
        String text = comment.strip();
        if (text.startsWith("# TYPE ") || text.startsWith("# HELP ")) {
            String name = text.substring(7).strip().split("[ \t]", 2)[0].replace("\"", "");
            SUFFIXES.stream().map(name::concat).filter(names::contains).forEach(namesFound::add);
        }
    }

    /** A line whose name stands within the braces, in quotes. */
    private void quoted() {
        String text = text();
        try {
            SampleLine.parse(text).ifPresent(this::add);
        } catch (SyntaxException e) {
            List<String> meant =
                    names.stream().filter(n -> text.contains("\"" + n + "\"")).toList();
            meant.forEach(name -> spoil(name, broken(e)));
            if (meant.isEmpty()) {
                noteProblem(broken(e));
            }
        }
    }

    /** A controller's page has thousands of lines of which a few are wanted; the others are not even parsed. */
    private void named(int start) {
        int end = start;
        while (end < length && !isSpace(line[end]) && line[end] != '{') {
            end++;
        }
        String name = new String(line, start, end - start, StandardCharsets.UTF_8);
        if (tooLong && names.contains(name)) {
            spoil(name, place() + "is longer than " + MAX_LINE + " bytes");
        } else if (tooLong) {
            noteProblem(place() + "is longer than " + MAX_LINE + " bytes");
        } else if (names.contains(name)) {
            parsed().ifPresent(broken -> spoil(name, broken));
        } else if (!hasSamples) {
            parsed().ifPresent(this::noteProblem);
        }
    }

    /** Takes the line; says what is wrong with it if it is no sample. */
    private Optional<String> parsed() {
        try {
            SampleLine.parse(text()).ifPresent(this::add);
            return Optional.empty();
        } catch (SyntaxException e) {
            return Optional.of(broken(e));
        }
    }

    private void add(SampleLine series) {
        hasSamples = true;
        if (!names.contains(series.name())) {
            return;
        }
        namesFound.add(series.name());
        selected.forEach((selector, values) -> {
            for (VectorSelector term : selector.terms()) {
                if (term.name().equals(series.name()) && term.accepts(series.labels())) {
                    select(selector, values, series);
                }
            }
        });
    }

    /** A series that two terms of a sum accept counts twice, as in PromQL. */
    private void select(Selector selector, Map<String, Double> values, SampleLine series) {
        if (values.size() < MAX_SERIES) {
            values.merge(series.name() + new TreeMap<>(series.labels()), series.value(), Double::sum);
        } else {
            problems.putIfAbsent(
                    selector,
                    "its metrics page has more than " + MAX_SERIES + " series for "
                            + Truncated.of(selector.toString()));
        }
    }

    private void spoil(String name, String why) {
        namesFound.add(name);
        selected.keySet().stream()
                .filter(selector ->
                        selector.terms().stream().anyMatch(term -> term.name().equals(name)))
                .forEach(selector -> problems.putIfAbsent(selector, why));
    }

    private void noteProblem(String why) {
        firstProblem = firstProblem.or(() -> Optional.of(why));
    }

    private String broken(SyntaxException e) {
        return place() + "is no sample: " + e.getMessage() + " of \"" + Truncated.of(text()) + "\"";
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private String place() {
        return "line " + lineNumber + " of its metrics page ";
    }
}
