package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.Images;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.v1.OrderAppRelease;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "release", mixinStandardHelpOptions = true, description = "Releases a version: changes the images.")
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(
            names = "--backend",
            paramLabel = "IMAGE",
            description = "Image of the API, with a tag or a digest; as it is when left out.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--frontend",
            paramLabel = "IMAGE",
            description = "Image of the page, with a tag or a digest; as it is when left out.")
    private Optional<String> frontend = Optional.empty();

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (backend.isEmpty() && frontend.isEmpty()) {
            throw CommandException.usage("say what to release: --backend IMAGE, --frontend IMAGE or both");
        }
        waiting.check();
        Images images = new Images(backend, frontend);
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            if (frontend.isPresent() && releases.get(name.get()).getSpec().frontend() == null) {
                throw CommandException.usage(
                        name.get() + " has no page: leave --frontend out, or add spec.frontend to the release first");
            }
            OrderAppRelease changed = releases.patch(name.get(), images.patch());
            PrintWriter out = waiting.progress(spec.commandLine());
            out.println(name.get() + " asks for "
                    + String.join(" and ", backend.stream().toList())
                    + (backend.isPresent() && frontend.isPresent() ? " and " : "") + frontend.orElse(""));
            out.flush();
            ExitCode code = waiting.ifAsked(new ReleaseTracker(images, changed), releases, spec.commandLine());
            return code.number();
        }
    }
}
