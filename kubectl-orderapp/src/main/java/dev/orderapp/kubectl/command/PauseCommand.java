package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Starts and advances nothing until resume; a failing canary is still taken back.")
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.open()) {
            cluster.releases(client).patch(name.get(), Map.of("spec", Map.of("paused", true)));
            spec.commandLine()
                    .getOut()
                    .println(name.get()
                            + ": nothing starts or advances until resume; a failing canary is still taken back");
            return ExitCode.DONE.number();
        }
    }
}
