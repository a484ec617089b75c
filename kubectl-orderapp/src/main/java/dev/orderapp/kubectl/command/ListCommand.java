package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.view.Ink;
import dev.orderapp.kubectl.view.ReleaseList;
import dev.orderapp.v1.OrderAppRelease;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists releases.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private OutputOption output;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Lists the releases of all namespaces.")
    private boolean allNamespaces;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            PrintWriter out = spec.commandLine().getOut();
            if (output.isText()) {
                out.println(text(releases));
            } else if (output.isName()) {
                found(releases)
                        .forEach(release -> out.println(
                                ReleaseName.PREFIX + release.getMetadata().getName()));
            } else {
                out.println(output.of(releases.allRaw(allNamespaces)));
            }
            return ExitCode.DONE.number();
        }
    }

    private List<OrderAppRelease> found(ReleaseClient releases) {
        return allNamespaces ? releases.listAll() : releases.list();
    }

    private String text(ReleaseClient releases) {
        List<OrderAppRelease> found = found(releases);
        if (found.isEmpty()) {
            return "no OrderAppRelease in " + (allNamespaces ? "any namespace" : "namespace " + releases.namespace());
        }
        Ink ink = OrderAppCommand.terminal(spec).ink();
        return (output.isWide()
                        ? ReleaseList.wide(found, Instant.now(), ink)
                        : ReleaseList.of(found, Instant.now(), ink))
                .stripTrailing();
    }

    /** The names of the releases of the namespace, for completion. */
    List<String> names() {
        try (KubeApi api = cluster.open()) {
            return cluster.releases(api).list().stream()
                    .map(release -> release.getMetadata().getName())
                    .toList();
        }
    }
}
