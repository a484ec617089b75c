package dev.orderapp.kubectl.command;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
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

    /** The object in the format that was asked for, without a line feed at its end. */
    String of(Object value) {
        return switch (format.orElseThrow()) {
            case json -> Serialization.asJson(value);
            case yaml -> Serialization.asYaml(value).stripTrailing();
        };
    }
}
