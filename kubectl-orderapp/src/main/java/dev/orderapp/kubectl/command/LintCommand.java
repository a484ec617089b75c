package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.lint.Manifest;
import dev.orderapp.kubectl.lint.ManifestReader;
import dev.orderapp.kubectl.lint.ReleaseLinter;
import dev.orderapp.kubectl.lint.UnreadableFileException;
import dev.orderapp.kubectl.lint.Violation;
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
            "Checks the OrderAppReleases of a file as the API server would, without a cluster: schema, rules, unknown fields.",
            "It can't tell what only a cluster knows: whether images, ConfigMaps, Secrets, IngressClasses and Gateways are there, whether Kubernetes"
                    + " takes every value of a podTemplate, and whether a metric's series exist."
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "YAML or JSON, of one or more documents.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Manifest> releases = manifests().stream()
                .filter(m -> m.content().path("kind").asText().equals("OrderAppRelease"))
                .toList();
        if (releases.isEmpty()) {
            throw CommandException.usage(
                    file + " has no OrderAppRelease: lint checks documents with kind: OrderAppRelease");
        }
        PrintWriter out = spec.commandLine().getOut();
        ReleaseLinter linter = new ReleaseLinter();
        int count = 0;
        for (Manifest release : releases) {
            if (!release.content().path("apiVersion").asText().equals("orderapp.dev/v1")) {
                throw CommandException.usage(where(release, "apiVersion") + " has apiVersion "
                        + release.content().path("apiVersion")
                        + ", which lint does not know: it checks orderapp.dev/v1");
            }
            List<Violation> violations = linter.violations(release.content());
            violations.forEach(violation -> out.println(where(release, violation.path()) + ": " + violation));
            count += violations.size();
        }
        out.println(
                count == 0
                        ? file + ": nothing wrong"
                        : file + ": " + count + (count == 1 ? " violation" : " violations"));
        return (count == 0 ? ExitCode.DONE : ExitCode.ROLLED_BACK).number();
    }

    private String where(Manifest release, String path) {
        return file + ", document " + release.document() + ", line " + release.line(path) + ", "
                + release.content().at("/metadata/name").asText("(without a name)");
    }

    private List<Manifest> manifests() {
        if (!Files.isReadable(file)) {
            throw CommandException.usage(file + " can't be read: name a file of YAML or JSON");
        }
        try {
            return ManifestReader.read(Files.readAllBytes(file));
        } catch (UnreadableFileException e) {
            throw CommandException.usage(
                    file + ", document " + e.document() + ", line " + e.line() + ": " + e.getMessage());
        } catch (IOException e) {
            throw CommandException.usage(file + " can't be read: " + e.getMessage());
        }
    }
}
