package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.dashboard.DashboardServer;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import java.util.List;
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
            "Open the address that it prints: its part after # is the token that lets the page in, and is new at each start.",
            "With --shared it serves a team, read-only: on all addresses, and without a token. Put a sign-in before it."
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

    @Option(
            names = "--namespaces",
            paramLabel = "NAME",
            split = ",",
            description = "Shows the releases of these namespaces.")
    private List<String> namespaces = List.of();

    @Option(
            names = "--shared",
            description =
                    "Read-only, on all addresses and without a token, for everybody who gets to it; needs --host.")
    private boolean shared;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            split = ",",
            description =
                    "With --shared: a name under which it is reached, with its port where that is not the usual one. Other requests are refused.")
    private List<String> hosts = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            try (DashboardServer server = serve(api)) {
                spec.commandLine().getOut().println(shared ? "listening on port " + server.port() : server.address());
                spec.commandLine().getOut().flush();
                Thread.currentThread().join();
            }
            return ExitCode.DONE.number();
        }
    }

    private DashboardServer serve(KubeApi api) {
        if (shared == hosts.isEmpty()) {
            throw CommandException.usage(
                    shared
                            ? "--shared needs --host: name the host under which people reach it, such as --host releases.example.com"
                            : "--host is for a dashboard that is --shared: leave it out");
        }
        if (allNamespaces && !namespaces.isEmpty()) {
            throw CommandException.usage("--namespaces and --all-namespaces exclude each other: leave one out");
        }
        return shared
                ? DashboardServer.shared(api, shown(api), port, hosts)
                : DashboardServer.own(api, shown(api), port);
    }

    /** Namespaces; empty for all. */
    private List<String> shown(KubeApi api) {
        if (allNamespaces || !namespaces.isEmpty()) {
            return namespaces;
        }
        return List.of(cluster.releases(api).namespace());
    }
}
