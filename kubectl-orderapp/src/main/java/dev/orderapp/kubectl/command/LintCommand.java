package dev.orderapp.kubectl.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Problem;
import dev.orderapp.kubectl.lint.Fault;
import dev.orderapp.kubectl.lint.Lint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Judges the OrderAppReleases of a file as the API server would, without a cluster: schema, rules, unknown fields.",
            "It can't tell what only a cluster knows: whether images, ConfigMaps, Secrets and IngressClasses are there, whether Kubernetes"
                    + " takes every value of a podTemplate, and whether a metric's series exist."
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "YAML or JSON, of one or more documents.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<JsonNode> releases = documents().stream()
                .filter(d -> d.path("kind").asText().equals("OrderAppRelease"))
                .toList();
        if (releases.isEmpty()) {
            throw Problem.usage(file + " has no OrderAppRelease: lint judges documents with kind: OrderAppRelease");
        }
        PrintWriter out = spec.commandLine().getOut();
        Lint lint = new Lint();
        int wrong = 0;
        for (JsonNode release : releases) {
            String name = release.at("/metadata/name").asText("(without a name)");
            if (!release.path("apiVersion").asText().equals("orderapp.dev/v1")) {
                throw Problem.usage(name + " in " + file + " has apiVersion " + release.path("apiVersion")
                        + ", of which nothing is known here: lint judges orderapp.dev/v1");
            }
            List<Fault> faults = lint.faults(release);
            faults.forEach(fault -> out.println(name + ": " + fault));
            wrong += faults.size();
        }
        out.println(wrong == 0 ? file + ": nothing wrong" : file + ": " + wrong + (wrong == 1 ? " fault" : " faults"));
        return (wrong == 0 ? ExitCode.DONE : ExitCode.ROLLED_BACK).number();
    }

    private List<JsonNode> documents() {
        if (!Files.isReadable(file)) {
            throw Problem.usage(file + " can't be read: name a file of YAML or JSON");
        }
        YAMLMapper yaml = new YAMLMapper();
        yaml.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (JsonProcessingException e) {
            throw Problem.usage(file + " is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse("") + " (line "
                    + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNr()) + ")");
        } catch (IOException e) {
            throw Problem.usage(file + " can't be read: " + e.getMessage());
        }
    }
}
