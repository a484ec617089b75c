package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.HistoryTable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows how the last ten attempts ended, newest first.")
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.open()) {
            ReleaseView view = new ReleaseView(cluster.releases(client).get(name.get()));
            spec.commandLine()
                    .getOut()
                    .println(output.isText() ? HistoryTable.of(view).stripTrailing() : output.of(view.history()));
            return ExitCode.DONE.number();
        }
    }
}
