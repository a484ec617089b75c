package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.HistoryTable;
import dev.orderapp.kubectl.view.Ink;
import dev.orderapp.v1.HistoryEntry;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        try (KubeApi api = cluster.open()) {
            ReleaseView view = new ReleaseView(cluster.releases(api).get(name.get()));
            spec.commandLine().getOut().println(text(view));
            return ExitCode.DONE.number();
        }
    }

    private String text(ReleaseView view) {
        if (output.isName()) {
            return view.history().stream()
                    .map(HistoryEntry::revision)
                    .distinct()
                    .collect(Collectors.joining("\n"));
        }
        Ink ink = OrderAppCommand.terminal(spec).ink();
        return output.isText()
                ? (output.isWide() ? HistoryTable.wide(view, ink) : HistoryTable.of(view, ink)).stripTrailing()
                : output.of(view.history());
    }
}
