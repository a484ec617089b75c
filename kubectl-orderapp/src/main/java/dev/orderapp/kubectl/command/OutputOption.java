package dev.orderapp.kubectl.command;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Text for people, or the objects themselves for scripts. */
final class OutputOption {
    enum Format {
        json,
        yaml,
        wide,
        name
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json, yaml or name, for scripts; wide for more columns; text when left out.")
    private Optional<Format> format = Optional.empty();

    /** Whether people read it. */
    boolean isText() {
        return format.isEmpty() || isWide();
    }

    /** Whether all columns are shown. */
    boolean isWide() {
        return format.filter(Format.wide::equals).isPresent();
    }

    /** Whether only names are asked for. */
    boolean isName() {
        return format.filter(Format.name::equals).isPresent();
    }

    /** The object in the format that was asked for, without a line feed at its end. */
    String of(Object value) {
        return format.filter(Format.yaml::equals).isPresent()
                ? Serialization.asYaml(value).stripTrailing()
                : Serialization.asJson(value);
    }
}
