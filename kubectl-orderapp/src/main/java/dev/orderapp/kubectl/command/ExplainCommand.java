package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.v1.HistoryEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says in plain words, with the numbers, why a release was taken back or what it waits for, and what to do.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--revision", paramLabel = "REV", description = "An earlier try, by a revision of the history.")
    private Optional<String> revision = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.open()) {
            ReleaseView facts = new ReleaseView(cluster.releases(client).get(name.get()));
            String explanation = revision.map(r -> earlier(facts, r)).orElseGet(() -> Explanation.of(facts));
            spec.commandLine().getOut().println(explanation.stripTrailing());
            return ExitCode.DONE.number();
        }
    }

    private static String earlier(ReleaseView facts, String revision) {
        return Explanation.of(facts, revision).orElseThrow(() -> {
            String known = facts.history().stream()
                    .map(HistoryEntry::revision)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return CommandException.usage("revision " + revision + " is not in the history of " + facts.name()
                    + ", which has " + (known.isEmpty() ? "none" : known));
        });
    }
}
