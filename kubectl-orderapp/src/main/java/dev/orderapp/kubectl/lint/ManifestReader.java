package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads a file as {@code kubectl apply} does: YAML of one or more documents, with anchors, merge keys and any byte order mark, or JSON; and
 * the items of a List each for itself.
 */
public final class ManifestReader {
    /** Marks what is written without quotes or tag, and means what its characters say. */
    static final Tag PLAIN = new Tag("tag:orderapp.dev,2026:plain");

    private static final int MAX_CODE_POINTS = 16 * 1024 * 1024;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CODE_POINTS)
            .setSchema(new JsonSchema() {
                @Override
                public ScalarResolver getScalarResolver() {
                    return (text, implicit) -> implicit ? PLAIN : Tag.STR;
                }
            })
            .build();

    private ManifestReader() {}

    /**
     * The objects of a file.
     *
     * @throws UnreadableFileException with the first thing in it that can't be read
     */
    public static List<Manifest> read(byte[] file) throws UnreadableFileException {
        String text = text(file);
        if (text.stripLeading().startsWith("{")) {
            try {
                return withoutLists(JsonDocuments.read(text));
            } catch (JsonProcessingException notJson) {
                // YAML knows braces as well, and its reader says which line is wrong.
                return withoutLists(yaml(text));
            }
        }
        return withoutLists(yaml(text));
    }

    private static String text(byte[] file) {
        Charset charset = StandardCharsets.UTF_8;
        if (file.length >= 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
        } else if (file.length >= 2 && (file[0] & 0xff) == 0xfe && (file[1] & 0xff) == 0xff) {
            charset = StandardCharsets.UTF_16BE;
        }
        String text = new String(file, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The YAML library refuses a tab between a colon and its value, kubectl's accepts it: it is replaced by a space then. Both refuse indentation by tabs. */
    private static List<Manifest> yaml(String text) throws UnreadableFileException {
        String read = text;
        while (true) {
            try {
                return documents(read);
            } catch (TabException tab) {
                read = tab.spaced(read).orElseThrow(() -> tab.problem);
            }
        }
    }

    private static List<Manifest> documents(String text) throws UnreadableFileException, TabException {
        List<Manifest> found = new ArrayList<>();
        int document = 0;
        try {
            for (Node root : new Compose(SETTINGS).composeAllFromString(text)) {
                document++;
                Map<String, Integer> lines = new HashMap<>();
                JsonNode content = new YamlDocument(document, lines).of(root);
                if (!content.isNull()) {
                    found.add(new Manifest(document, content, lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            UnreadableFileException problem = new UnreadableFileException(
                    document + 1, mark.map(Mark::getLine).orElse(0) + 1, "is not YAML: " + e.getProblem());
            if (mark.isPresent() && e.getProblem().contains("TAB")) {
                throw new TabException(mark.get(), problem);
            }
            throw problem;
        } catch (YamlEngineException e) {
            throw new UnreadableFileException(
                    document + 1,
                    1,
                    "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
        return found;
    }

    /** A tab where the reader knows none. */
    private static final class TabException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int at;
        private final transient UnreadableFileException problem;

        TabException(Mark mark, UnreadableFileException problem) {
            this.at = mark.getIndex();
            this.problem = problem;
        }

        /** The text with a space in its place; empty if the tab indents its line. */
        Optional<String> spaced(String text) {
            int index = text.offsetByCodePoints(0, at);
            String before = text.substring(text.lastIndexOf('\n', index - 1) + 1, index);
            return text.charAt(index) == '\t' && !before.isBlank()
                    ? Optional.of(text.substring(0, index) + ' ' + text.substring(index + 1))
                    : Optional.empty();
        }
    }

    private static List<Manifest> withoutLists(List<Manifest> manifests) {
        return manifests.stream().flatMap(ManifestReader::items).toList();
    }

    private static Stream<Manifest> items(Manifest manifest) {
        JsonNode items = manifest.content().path("items");
        if (!manifest.content().path("kind").asText().endsWith("List") || !items.isArray()) {
            return Stream.of(manifest);
        }
        List<Manifest> found = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String prefix = "items[" + i + "]";
            Map<String, Integer> lines = new HashMap<>();
            manifest.lines().forEach((path, line) -> {
                if (path.equals(prefix)) {
                    lines.put("", line);
                } else if (path.startsWith(prefix + ".")) {
                    lines.put(path.substring(prefix.length() + 1), line);
                }
            });
            lines.putIfAbsent("", manifest.line(""));
            found.add(new Manifest(manifest.document(), items.get(i), lines));
        }
        return found.stream();
    }
}
