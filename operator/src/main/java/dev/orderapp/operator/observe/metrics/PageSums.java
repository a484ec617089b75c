package dev.orderapp.operator.observe.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Adds up the wanted counters of one page while its bytes arrive, a line at a time: however long the page, what it keeps is one number
 * per selector and the line just begun.
 */
final class PageSums {
    private static final int MAX_LINE = 16 * 1024;
    private static final String LAST_LINE = "# EOF";

    private final Map<Selector, OptionalDouble> sums = new HashMap<>();
    private final int maxBytes;
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private int lineNumber = 1;
    private long bytes;
    private Optional<String> problem = Optional.empty();

    PageSums(Set<Selector> wanted, int maxBytes) {
        wanted.forEach(selector -> sums.put(selector, OptionalDouble.empty()));
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
        return problem.<Page>map(Page.Unreadable::new).orElseGet(() -> new Page.Read(sums));
    }

    private void endLine() {
        try {
            SeriesLine.parse(text()).ifPresent(this::add);
        } catch (SyntaxException e) {
            problem = Optional.of(place() + "is no sample: " + e.getMessage() + " of \"" + Excerpt.of(text()) + "\"");
        }
        length = 0;
        lineNumber++;
    }

    private void add(SeriesLine series) {
        sums.replaceAll((selector, sum) -> {
            OptionalDouble next = sum;
            for (VectorSelector term : selector.terms()) {
                if (term.name().equals(series.name())) {
                    next = OptionalDouble.of(next.orElse(0) + (term.accepts(series.labels()) ? series.value() : 0));
                }
            }
            return next;
        });
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private String place() {
        return "line " + lineNumber + " of its metrics page ";
    }
}
