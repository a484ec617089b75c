package dev.orderapp.e2e.hands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, printed and written to a file after the last test. Times judge nothing: they say as much about the machine. */
final class Report implements AutoCloseable {
    private static final String HEAD = "| what | s |\n|---|---|\n";

    private final Path file;
    private final List<String> rows = new ArrayList<>();

    Report(Path file) {
        this.file = file;
    }

    void add(String what, Duration time) {
        rows.add(String.format(Locale.ROOT, "| %s | %.2f |%n", what, time.toMillis() / 1000.0));
    }

    @Override
    public void close() throws IOException {
        String table = HEAD + String.join("", rows);
        System.out.println("\n" + table);
        Files.writeString(file, table);
    }
}
