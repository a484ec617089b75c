package dev.orderapp.kubectl.documentation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.orderapp.kubectl.command.PluginCommandLine;
import dev.orderapp.kubectl.lint.ReleaseLinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows: its commands are held to the plugin's own, its releases to what the API server takes. */
class DocumentationTest {
    /** Where a command ends: with its line, its code span, a comment, a pipe. */
    private static final Pattern COMMAND = Pattern.compile("kubectl orderapp +([^`\\n#|;&)]+)");

    /** A command in the plugin's table of commands, where square brackets hold what may be left out. */
    private static final Pattern ROW = Pattern.compile(
            "`((?:list|get|explain|history|status|logs|release|promote|abort|retry|pause|resume|undo|adopt"
                    + "|lint|dashboard|completion)\\b[^`]*)`");

    private static final Set<String> SPEC =
            Set.of("backend", "frontend", "ingress", "commonMetadata", "canary", "analysis", "freezeWindows", "paused");

    private final YAMLMapper yaml = new YAMLMapper();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commands")
    void showsCommandsThatThePluginTakes(String page, String command) {
        String[] arguments = Arrays.stream(command.trim().split("\\s+"))
                .map(word -> word.equals("PORT") ? "8080" : word)
                .toArray(String[]::new);
        assertDoesNotThrow(() -> PluginCommandLine.create().parseArgs(arguments), page);
    }

    static Stream<Arguments> commands() throws IOException {
        List<Arguments> found = new ArrayList<>();
        for (DocumentationPages.Page page : DocumentationPages.all()) {
            COMMAND.matcher(page.text().replace("\\\n", " "))
                    .results()
                    .forEach(match -> found.add(Arguments.of(page.name(), match.group(1))));
            if (page.name().equals("kubectl-orderapp/README.md")) {
                page.text().lines().filter(line -> line.startsWith("| `")).forEach(line -> ROW.matcher(
                                line.split("\\|")[1])
                        .results()
                        .forEach(match -> found.add(
                                Arguments.of(page.name(), match.group(1).replaceAll("[\\[\\]]", "")))));
            }
        }
        return found.stream();
    }

    /** The commands of the English guide are run on a node, so those of another language have to be the same. */
    @Test
    void theGuideHasTheSameCommandsInBothLanguages() throws IOException {
        assertEquals(commandsOf("docs/getting-started.md"), commandsOf("docs/getting-started.ko.md"));
    }

    private static List<String> commandsOf(String name) throws IOException {
        return DocumentationPages.all().stream()
                .filter(page -> page.name().equals(name))
                .flatMap(page -> page.blocks().stream())
                .flatMap(String::lines)
                .map(line -> line.replaceFirst(" +# .*", ""))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void showsReleasesThatTheApiServerTakes(String page, String block) {
        for (JsonNode release : releases(block)) {
            assertEquals(List.of(), new ReleaseLinter().violations(release), page);
        }
    }

    static Stream<Arguments> blocks() throws IOException {
        DocumentationTest test = new DocumentationTest();
        return DocumentationPages.all().stream().flatMap(page -> page.blocks().stream()
                .filter(block -> !test.releases(block).isEmpty())
                .map(block -> Arguments.of(page.name(), block)));
    }

    /** The releases in a block, whole or in parts; none where it is something else. */
    private List<JsonNode> releases(String block) {
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(block)) {
            return documents.readAll().stream().flatMap(this::release).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("a text was not read", e);
        }
    }

    private Stream<JsonNode> release(JsonNode document) {
        if (document.path("kind").asText().equals("OrderAppRelease")) {
            return Stream.of(document);
        }
        if (!(document instanceof ObjectNode part) || part.isEmpty() || !namesOnly(part)) {
            return Stream.empty();
        }
        ObjectNode whole =
                yaml.createObjectNode().put("apiVersion", "orderapp.dev/v1").put("kind", "OrderAppRelease");
        whole.putObject("metadata").put("name", "shop");
        ObjectNode spec = whole.putObject("spec");
        spec.setAll(part);
        ObjectNode backend = spec.withObjectProperty("backend");
        if (!backend.has("image")) {
            backend.put("image", "registry.example.com/order-backend:1.0.0");
        }
        return Stream.of(whole);
    }

    private static boolean namesOnly(ObjectNode part) {
        return part.propertyStream().allMatch(field -> SPEC.contains(field.getKey()));
    }
}
