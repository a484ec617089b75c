package dev.orderapp.operator.observe.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Picks the wanted counters of one page while its bytes arrive, a line at a time: however long the page, what it keeps is those
 * counters, and the line just begun.
 */
final class PageReader {
    /** More series than any metric has that somebody thought about. */
    static final int MAX_SERIES = 2000;

    private static final int MAX_LINE = 16 * 1024;
    private static final String LAST_LINE = "# EOF";

    private final Map<Selector, Map<String, Double>> picked = new HashMap<>();
    private final Set<Selector> named = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final int maxBytes;
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private int lineNumber = 1;
    private long bytes;
    private Optional<String> problem = Optional.empty();

    PageReader(Set<Selector> wanted, int maxBytes) {
        for (Selector selector : wanted) {
            picked.put(selector, new HashMap<>());
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
            } else if (length == MAX_LINE) {
                problem = Optional.of(place() + "is longer than " + MAX_LINE + " bytes");
            } else {
                line[length++] = b;
            }
        }
        return problem.isEmpty();
    }

    /** What the page said, once all of it has arrived. A page that stops within a line was cut off. */
    Page end() {
        if (problem.isEmpty() && length > 0 && !text().equals(LAST_LINE)) {
            problem = Optional.of("its metrics page breaks off in line " + lineNumber);
        }
        return problem.<Page>map(Page.Unreadable::new).orElseGet(this::read);
    }

    private Page read() {
        Map<Selector, Page.Picked> read = new HashMap<>();
        picked.forEach(
                (selector, values) -> read.put(selector, new Page.Picked(new Tally(values), named.contains(selector))));
        return new Page.Read(read);
    }

    private void endLine() {
        try {
            if (!isOfAnotherName()) {
                SeriesLine.parse(text()).ifPresent(this::add);
            }
        } catch (SyntaxException e) {
            problem = Optional.of(place() + "is no sample: " + e.getMessage() + " of \"" + Excerpt.of(text()) + "\"");
        }
        length = 0;
        lineNumber++;
    }

    /** A controller's page has thousands of lines of which a few are wanted; what the others say is not even looked at. */
    private boolean isOfAnotherName() {
        int end = 0;
        while (end < length && Cursor.isOfName((char) line[end], end == 0, true)) {
            end++;
        }
        boolean isSeries = end > 0 && end < length && (line[end] == '{' || line[end] == ' ');
        return isSeries && !names.contains(new String(line, 0, end, StandardCharsets.US_ASCII));
    }

    private void add(SeriesLine series) {
        picked.forEach((selector, values) -> {
            for (VectorSelector term : selector.terms()) {
                if (term.name().equals(series.name())) {
                    named.add(selector);
                    if (term.accepts(series.labels())) {
                        pick(selector, values, series);
                    }
                }
            }
        });
    }

    /** A series that two terms of a sum accept counts twice, as in PromQL. */
    private void pick(Selector selector, Map<String, Double> values, SeriesLine series) {
        values.merge(series.name() + new TreeMap<>(series.labels()), series.value(), Double::sum);
        if (values.size() > MAX_SERIES) {
            problem = Optional.of(
                    "its metrics page has more than " + MAX_SERIES + " series for " + Excerpt.of(selector.toString()));
        }
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private String place() {
        return "line " + lineNumber + " of its metrics page ";
    }
}
