package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.kubectl.view.Ink;
import dev.orderapp.v1.HistoryEntry;
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
                "Says in plain words, with the numbers, why a release was rolled back or what it waits for, and what to do.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--revision", paramLabel = "REV", description = "An earlier attempt, by a revision of the history.")
    private Optional<String> revision = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubeApi api = cluster.open()) {
            ReleaseView view = new ReleaseView(cluster.releases(api).get(name.get()));
            String explanation = revision.map(r -> earlier(view, r)).orElseGet(() -> Explanation.of(view));
            Ink ink = OrderAppCommand.terminal(spec).ink();
            spec.commandLine().getOut().println(Explanation.highlighted(explanation, ink));
            return ExitCode.DONE.number();
        }
    }

    private static String earlier(ReleaseView view, String revision) {
        return Explanation.of(view, revision).orElseThrow(() -> {
            String known = view.history().stream()
                    .map(HistoryEntry::revision)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return CommandException.usage("revision " + revision + " is not in the history of " + view.name()
                    + ", which has " + (known.isEmpty() ? "none" : known));
        });
    }
}
