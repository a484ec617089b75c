package dev.orderapp.operator.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the receivers from a file: a YAML list, see docs/notifications.md. */
final class ReceiverConfig {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ReceiverConfig() {}

    /** An entry as it is written. */
    private record Entry(
            String name, String url, String format, String occasion, Set<String> namespaces, String authorization) {
        @JsonCreator
        Entry(
                @JsonProperty("name") String name,
                @JsonProperty("url") String url,
                @JsonProperty("format") String format,
                @JsonProperty("occasion") String occasion,
                @JsonProperty("namespaces") Set<String> namespaces,
                @JsonProperty("authorization") String authorization) {
            this.name = name;
            this.url = url;
            this.format = format;
            this.occasion = occasion;
            this.namespaces = namespaces;
            this.authorization = authorization;
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence that says what is wrong in which entry, and never an address
     */
    static List<Receiver> read(Path file) {
        Entry[] entries = parsed(file);
        List<Receiver> receivers =
                Arrays.stream(entries).map(entry -> receiver(file, entry)).toList();
        Set<String> names = new HashSet<>();
        for (Receiver receiver : receivers) {
            if (!names.add(receiver.name())) {
                throw wrong(file, receiver.name(), "name", "is taken by two receivers; give each its own");
            }
        }
        return receivers;
    }

    private static Entry[] parsed(Path file) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            return tree.isMissingNode() || tree.isNull() ? new Entry[0] : YAML.treeToValue(tree, Entry[].class);
        } catch (JsonMappingException e) {
            // Jackson's own message quotes the text, and with it secrets.
            String where = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            throw new IllegalArgumentException(file + ": " + (where.isEmpty() ? "the whole" : where)
                    + " is not what is expected there: it must be a list of receivers with name, url, format and, as you like,"
                    + " occasion, namespaces, authorization");
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + ": line " + e.getLocation().getLineNr() + " is no YAML: correct it");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " can't be read (" + e.getClass().getSimpleName()
                            + "): mount the Secret with the receivers there, or leave ORDERAPP_NOTIFICATIONS_FILE out");
        }
    }

    private static Receiver receiver(Path file, Entry entry) {
        if (entry == null || entry.name() == null || !entry.name().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw wrong(
                    file,
                    entry == null ? null : entry.name(),
                    "name",
                    "must be 1 to 63 small letters, digits and hyphens; logs and metrics call the receiver so");
        }
        URI url = url(entry.url())
                .orElseThrow(() -> wrong(file, entry.name(), "url", "must be a http or https URL without a user"));
        return new Receiver(
                entry.name(),
                url,
                choice(file, entry, "format", Format.class, entry.format()),
                choice(
                        file,
                        entry,
                        "occasion",
                        EventFilter.class,
                        Optional.ofNullable(entry.occasion()).orElse("Steps")),
                entry.namespaces() == null ? Set.of() : Set.copyOf(entry.namespaces()),
                Optional.ofNullable(entry.authorization()));
    }

    private static <E extends Enum<E>> E choice(Path file, Entry entry, String field, Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        file,
                        entry.name(),
                        field,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + ", not \"" + text + "\""));
    }

    private static Optional<URI> url(String text) {
        try {
            URI url = new URI(text == null ? "" : text);
            boolean fine = url.getScheme() != null
                    && Set.of("http", "https").contains(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null;
            return fine ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException wrong(Path file, String name, String field, String sentence) {
        return new IllegalArgumentException(
                file + ": receiver " + (name == null ? "without a name" : name) + ": " + field + " " + sentence);
    }
}
