package dev.orderapp.e2e.analysis;

import dev.orderapp.e2e.shop.LoadRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The table of what was seen on all installations, printed and written to a file when the last test has ended. */
final class ResultTable implements AutoCloseable {
    private static final String HEAD = """
            | release | outcome | reason | first bad answer to decision | decision to last answer | whole | bad of its answers | why |
            |---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    private final SortedMap<String, String> rows = new TreeMap<>();

    private ResultTable(Path file) {
        this.file = file;
    }

    /** The one table of this run. */
    static ResultTable of(ExtensionContext context, Path file) {
        return context.getRoot()
                .getStore(Namespace.create(ResultTable.class))
                .computeIfAbsent(ResultTable.class, c -> new ResultTable(file), ResultTable.class);
    }

    /** Adds the releases of a shop; those that were added before stay as they are. */
    synchronized void add(String shop, List<JudgedRelease> releases, LoadRecords seen) {
        for (int i = 0; i < releases.size(); i++) {
            rows.putIfAbsent(String.format(Locale.ROOT, "%s %03d", shop, i), row(releases.get(i), seen));
        }
    }

    private static String row(JudgedRelease release, LoadRecords seen) {
        var result = release.result();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %d of %d | %s |%n",
                release.title(),
                result.outcome().outcome(),
                result.outcome().reason(),
                seconds(release.decisionTime(seen)),
                seconds(release.evacuation(seen)),
                seconds(Optional.of(Duration.between(result.from(), result.until()))),
                release.bad(seen),
                release.answered(seen).count(),
                result.outcome().message());
    }

    private static String seconds(Optional<Duration> span) {
        return span.map(s -> String.format(Locale.ROOT, "%.1f s", s.toMillis() / 1000.0))
                .orElse("–");
    }

    @Override
    public synchronized void close() throws IOException {
        String table = HEAD + String.join("", rows.values());
        System.out.println("\n" + table);
        Files.writeString(file, table);
    }
}
