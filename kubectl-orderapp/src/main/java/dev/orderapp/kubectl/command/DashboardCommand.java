package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.dashboard.DashboardServer;
import dev.orderapp.kubectl.exit.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a page about releases on 127.0.0.1, with your own rights in the cluster, until it is interrupted.",
            "Open the address that it prints: its part after # is the token that lets the page in, and is new at each start."
        })
final class DashboardCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Shows the releases of all namespaces.")
    private boolean allNamespaces;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "A port of 127.0.0.1; a free one when left out.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            Optional<String> namespace = allNamespaces ? Optional.empty() : Optional.of(releases.namespace());
            try (DashboardServer server = new DashboardServer(api, namespace, port)) {
                spec.commandLine().getOut().println(server.address());
                spec.commandLine().getOut().flush();
                Thread.currentThread().join();
            }
            return ExitCode.DONE.number();
        }
    }
}
