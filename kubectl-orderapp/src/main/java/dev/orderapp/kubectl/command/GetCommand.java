package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.RelatedResourcesReader;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Ink;
import dev.orderapp.kubectl.view.ReleaseTree;
import dev.orderapp.kubectl.view.ReleaseWindow;
import dev.orderapp.v1.OrderAppRelease;
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
                "Shows one release as a tree: its steps, revisions, Deployments, Pods, Services, Ingresses or HTTPRoute, and evidence.")
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
                    "Stays until it is interrupted: on a terminal as much as fits the window, the most important first; in a pipe one tree per change.")
    private boolean watch;

    @Option(
            names = "--details",
            description = "With --watch on a terminal: the whole tree, rather than what fits the window.")
    private boolean details;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            PrintWriter out = spec.commandLine().getOut();
            if (watch && output.isText()) {
                watch(releases, api);
            } else if (output.isName()) {
                out.println(ReleaseName.PREFIX
                        + releases.get(name.get()).getMetadata().getName());
            } else if (output.isText()) {
                out.println(tree(releases.get(name.get()), api).stripTrailing());
            } else {
                out.println(output.of(releases.raw(name.get())));
            }
            return ExitCode.DONE.number();
        }
    }

    private void watch(ReleaseClient releases, KubeApi api) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = OrderAppCommand.terminal(spec);
        String shown = "";
        try (Polling polling = Polling.forEver(spec.commandLine().getErr())) {
            do {
                Optional<String> read = polling.read(() -> {
                    OrderAppRelease release = releases.get(name.get());
                    return terminal.window() && !details ? window(release, api, terminal) : tree(release, api);
                });
                // A terminal is drawn over; a pipe gets one tree per change.
                if (terminal.window()) {
                    read.ifPresent(text -> out.print(HOME_AND_CLEAR + text));
                } else if (!read.orElse(shown).equals(shown)) {
                    out.println(read.get());
                }
                out.flush();
                shown = read.orElse(shown);
            } while (polling.again());
        }
    }

    private static String window(OrderAppRelease release, KubeApi api, Terminal terminal) {
        Terminal.Size size = terminal.size().get();
        return ReleaseWindow.of(
                new ReleaseView(release),
                RelatedResourcesReader.read(release, api),
                Instant.now(),
                terminal.ink(),
                size.rows(),
                size.columns());
    }

    private String tree(OrderAppRelease release, KubeApi api) {
        Ink ink = OrderAppCommand.terminal(spec).ink();
        return ReleaseTree.of(new ReleaseView(release), RelatedResourcesReader.read(release, api), Instant.now(), ink);
    }
}
