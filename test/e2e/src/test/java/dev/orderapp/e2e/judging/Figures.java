package dev.orderapp.e2e.judging;

import dev.orderapp.e2e.shop.Records;
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

/** The table of what was seen on all stages, printed and written to a file when the last test has ended. */
final class Figures implements AutoCloseable {
    private static final String HEAD = """
            | release | outcome | reason | first bad answer to decision | decision to last answer | whole | bad of its answers | why |
            |---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    private final SortedMap<String, String> rows = new TreeMap<>();

    private Figures(Path file) {
        this.file = file;
    }

    /** The one table of this run. */
    static Figures of(ExtensionContext context, Path file) {
        return context.getRoot()
                .getStore(Namespace.create(Figures.class))
                .computeIfAbsent(Figures.class, c -> new Figures(file), Figures.class);
    }

    /** Adds what was played on a stage; what was there of it already stays as it is. */
    synchronized void add(String stage, List<Scene> scenes, Records seen) {
        for (int i = 0; i < scenes.size(); i++) {
            rows.putIfAbsent(String.format(Locale.ROOT, "%s %03d", stage, i), row(scenes.get(i), seen));
        }
    }

    private static String row(Scene scene, Records seen) {
        var tried = scene.tried();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %d of %d | %s |%n",
                scene.title(),
                tried.outcome().outcome(),
                tried.outcome().reason(),
                seconds(scene.decisionTime(seen)),
                seconds(scene.evacuation(seen)),
                seconds(Optional.of(Duration.between(tried.from(), tried.until()))),
                scene.bad(seen),
                scene.answered(seen).count(),
                tried.outcome().message());
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
