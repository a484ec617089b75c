package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.RelatedResourcesReader;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.ReleaseTree;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description =
                "Shows one release as a tree: its steps, revisions, Deployments, Pods, Services, Ingresses and evidence.")
final class GetCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private ReleaseName name;

    @Option(
            names = {"-w", "--watch"},
            description =
                    "Keeps the tree up to date until it is interrupted; -o is for scripts and can't be combined with it.")
    private boolean watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubernetesClient client = cluster.open()) {
            ReleaseClient releases = cluster.releases(client);
            PrintWriter out = spec.commandLine().getOut();
            if (!output.isText()) {
                out.println(output.of(releases.raw(name.get())));
                return ExitCode.DONE.number();
            }
            if (!watch) {
                out.println(tree(releases.get(name.get()), client).stripTrailing());
                return ExitCode.DONE.number();
            }
            watch(releases, client);
            return ExitCode.DONE.number();
        }
    }

    private void watch(ReleaseClient releases, KubernetesClient client) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String shown = "";
        try (Polling polling = Polling.forEver(spec.commandLine().getErr())) {
            do {
                Optional<String> tree = polling.read(() -> tree(releases.get(name.get()), client));
                // On a terminal the tree is drawn over itself; a pipe gets one tree per change.
                if (System.console() != null) {
                    tree.ifPresent(t -> out.print(HOME_AND_CLEAR + t));
                } else if (!tree.orElse(shown).equals(shown)) {
                    out.println(tree.get());
                }
                out.flush();
                shown = tree.orElse(shown);
            } while (polling.again());
        }
    }

    private static String tree(OrderAppRelease release, KubernetesClient client) {
        return ReleaseTree.of(new ReleaseView(release), RelatedResourcesReader.read(release, client), Instant.now());
    }
}
