package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the sandbox's API server was asked for. */
final class AuditLog {
    private AuditLog() {}

    /** The entries that hold this text, each a line of JSON. */
    static Stream<String> lines(String text) {
        Path folder = Path.of(Installation.setting("ORDERAPP_SANDBOX_STATE", "/var/lib/orderapp-sandbox"), "log");
        return files(folder).stream().flatMap(AuditLog::lines).filter(line -> line.contains(text));
    }

    /** It is cut into files when it is long. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("audit.*[.]log"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.lines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
