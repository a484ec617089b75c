package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "resume", mixinStandardHelpOptions = true, description = "Goes on after pause.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.open()) {
            cluster.releases(client).patch(name.get(), Map.of("spec", Map.of("paused", false)));
            spec.commandLine().getOut().println(name.get() + ": goes on");
            return ExitCode.DONE.number();
        }
    }
}
