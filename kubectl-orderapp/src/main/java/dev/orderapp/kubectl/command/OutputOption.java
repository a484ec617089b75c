package dev.orderapp.kubectl.command;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Text for people, or the objects themselves for scripts. */
final class OutputOption {
    enum Format {
        json,
        yaml
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json or yaml, for scripts; text when left out.")
    private Optional<Format> format = Optional.empty();

    boolean isText() {
        return format.isEmpty();
    }

    /** What to print, without a line feed at its end. */
    String of(Object value, Supplier<String> text) {
        return format.map(f -> switch (f) {
                    case json -> Serialization.asJson(value);
                    case yaml -> Serialization.asYaml(value);
                })
                .orElseGet(text)
                .stripTrailing();
    }
}
