package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.EarlierVersion;
import dev.orderapp.kubectl.release.Images;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "A version that was promoted before gets all visitors as soon as its Pods are ready, without steps.",
            "The rest of the spec (env, resources, …) stays as it is; where it has changed since, this makes a new revision, which takes its steps."
        })
final class UndoCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--to", paramLabel = "REV", description = "A revision of `kubectl orderapp history`.")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--steps", description = "Through the canary's steps, as any other version.")
    private boolean steps;

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        waiting.check();
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            ReleaseView view = new ReleaseView(releases.get(name.get()));
            Images images = Images.earlier(view, revision);
            EarlierVersion earlier = steps ? EarlierVersion.bySteps(images) : EarlierVersion.atOnce(view, images);
            OrderAppRelease changed = releases.patch(name.get(), earlier.patch());
            PrintWriter out = waiting.progress(spec.commandLine());
            out.println(name.get() + " asks for " + earlier.text()
                    + (earlier.atOnce().isPresent()
                            ? ", without steps unless more than the images has changed since"
                            : ""));
            out.flush();
            ExitCode code = waiting.ifAsked(new ReleaseTracker(images, changed), releases, spec.commandLine());
            return code.number();
        }
    }
}
