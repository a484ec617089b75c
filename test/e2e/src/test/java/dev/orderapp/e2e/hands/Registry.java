package dev.orderapp.e2e.hands;

import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The registry that {@code test/sandbox/registry} has started. */
final class Registry {
    static final String ADDRESS = Installation.setting("REGISTRY", "198.18.0.2:5000");
    static final String USER = Installation.setting("REGISTRY_USER", "pipeline");

    private Registry() {}

    static String password() throws IOException {
        return Files.readString(Path.of(Installation.setting("REGISTRY_PASSWORD_FILE", "password")))
                .trim();
    }
}
