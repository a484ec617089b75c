package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.LabelSelector;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.contract.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The logs themselves are read by kubectl, which is there, as it started the plugin. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the log of the canary's Pods, or of the stable version's while there is no canary, by `kubectl logs`.",
            "Each line begins with the name of its Pod."
        })
final class LogsCommand implements Callable<Integer> {
    private static final int LINES = 100;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--stable", description = "Of the stable version, even while there is a canary.")
    private boolean stable;

    @Option(names = "--revision", paramLabel = "REV", description = "Of this revision, as long as it has Pods.")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--component", paramLabel = "NAME", description = "backend or frontend; both when left out.")
    private Optional<ComponentName> component = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until it is interrupted.")
    private boolean follow;

    @Option(names = "--previous", description = "Of the containers that ended before those that run now.")
    private boolean previous;

    @Option(
            names = "--tail",
            paramLabel = "LINES",
            defaultValue = "" + LINES,
            description = "So many lines of each Pod; ${DEFAULT-VALUE} when left out, -1 for all.")
    private int tail;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            ReleaseView view = new ReleaseView(cluster.releases(api).get(name.get()));
            List<String> words = new ArrayList<>(List.of("kubectl", "logs", "--namespace", view.namespace()));
            words.addAll(List.of("--selector", selector(view), "--prefix", "--tail", String.valueOf(tail)));
            words.addAll(List.of("--all-containers", "--max-log-requests", "50"));
            words.addAll(cluster.words());
            if (follow) {
                words.add("--follow");
            }
            if (previous) {
                words.add("--previous");
            }
            return run(words);
        }
    }

    private String selector(ReleaseView view) {
        Optional<String> shown = revision.or(
                () -> view.canary().filter(any -> !stable).or(view::stable).map(RevisionStatus::revision));
        String of = shown.orElseThrow(() -> CommandException.usage(
                view.name() + " has no version yet whose log could be shown: `kubectl orderapp explain " + view.name()
                        + "` says what it waits for"));
        Map<String, String> labels = new HashMap<>(Labels.allOf(view.name()));
        labels.put(Labels.REVISION, of);
        component.ifPresent(c -> labels.put(Labels.COMPONENT, c.name()));
        return LabelSelector.of(labels);
    }

    private static int run(List<String> words) throws InterruptedException {
        try {
            int code = new ProcessBuilder(words).inheritIO().start().waitFor();
            return (code == 0 ? ExitCode.DONE : ExitCode.CLUSTER).number();
        } catch (IOException e) {
            throw CommandException.usage("kubectl can't be run, which reads the logs: put it on PATH");
        }
    }
}
