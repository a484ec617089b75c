package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.view.ReleaseList;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.KubernetesClient;
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
        try (KubernetesClient client = cluster.open()) {
            ReleaseClient releases = cluster.releases(client);
            spec.commandLine()
                    .getOut()
                    .println(output.isText() ? text(releases) : output.of(releases.allRaw(allNamespaces)));
            return ExitCode.DONE.number();
        }
    }

    private String text(ReleaseClient releases) {
        List<OrderAppRelease> found = allNamespaces ? releases.listAll() : releases.list();
        return found.isEmpty()
                ? "no OrderAppRelease in " + (allNamespaces ? "any namespace" : "namespace " + releases.namespace())
                : ReleaseList.of(found, Instant.now()).stripTrailing();
    }
}
