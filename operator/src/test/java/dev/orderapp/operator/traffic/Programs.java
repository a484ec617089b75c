package dev.orderapp.operator.traffic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs that {@code test/sandbox/binaries} builds. */
final class Programs {
    private Programs() {}

    static boolean isBuilt(String name) {
        return Files.isExecutable(path(name));
    }

    /**
     * @throws IllegalStateException if it is not built
     */
    static Path named(String name) {
        if (!isBuilt(name)) {
            throw new IllegalStateException(
                    "needs " + path(name) + ": build it with `test/sandbox/binaries " + name + "`");
        }
        return path(name);
    }

    private static Path path(String name) {
        return Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"))
                .resolve("bin")
                .resolve(name);
    }
}
