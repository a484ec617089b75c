package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.Facts;
import dev.orderapp.kubectl.release.Request;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Tries the version once more that was taken back.")
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.open()) {
            Releases releases = cluster.releases(client);
            Request request = Request.retry(new Facts(releases.get(name.get())));
            releases.annotate(name.get(), request.annotation(), request.value());
            spec.commandLine().getOut().println("asked for: " + request.effect());
            return ExitCode.DONE.number();
        }
    }
}
