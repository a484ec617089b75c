package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.release.Images;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.v1.OrderAppRelease;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Waits for the outcome of the version that the release asks for now, whoever asked for it, and ends with its exit code.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Mixin
    private OutcomeOptions outcome;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            OrderAppRelease release = releases.get(name.get());
            return outcome.await(
                            new ReleaseTracker(Images.in(release.getSpec()), release), releases, spec.commandLine())
                    .number();
        }
    }
}
