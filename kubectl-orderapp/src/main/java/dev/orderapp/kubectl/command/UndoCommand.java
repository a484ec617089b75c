package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.Images;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = {
            "Releases the images of an earlier version: of the stable one while another is a canary or was rolled back, else of the one before it.",
            "The rest of the spec (env, resources, …) stays as it is; where it has changed since, this makes a new revision."
        })
final class UndoCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--to", paramLabel = "REV", description = "A revision of `kubectl orderapp history`.")
    private Optional<String> revision = Optional.empty();

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubernetesClient client = cluster.open()) {
            ReleaseClient releases = cluster.releases(client);
            Images images = Images.earlier(new ReleaseView(releases.get(name.get())), revision);
            OrderAppRelease changed = releases.patch(name.get(), images.patch());
            PrintWriter out = spec.commandLine().getOut();
            out.println(name.get() + " asks for "
                    + Stream.of(images.backend(), images.frontend())
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(" and ")));
            out.flush();
            ExitCode code =
                    waiting.ifAsked(new ReleaseTracker(images, changed), name.get(), releases, spec.commandLine());
            return code.number();
        }
    }
}
