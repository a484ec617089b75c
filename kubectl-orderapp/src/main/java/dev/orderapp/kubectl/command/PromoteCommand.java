package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Ends the hold or the approval of the canary's step; it never overrides evidence that fails.")
final class PromoteCommand implements Callable<Integer> {
    private static final Duration FULL_TIMEOUT = Duration.ofMinutes(10);

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(
            names = "--full",
            description =
                    "Ends each step that follows as well, until the version becomes the stable one. The operator knows single steps"
                            + " only: if this command is interrupted, the release stays at the step it had reached.")
    private boolean full;

    @Mixin
    private RequestOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            ReleaseClient releases = cluster.releases(api);
            ExitCode code = full
                    ? promoteEachStep(releases, options.timeoutOr(FULL_TIMEOUT))
                    : options.request(name.get(), ActionRequest::promote, releases, spec.commandLine());
            return code.number();
        }
    }

    private ExitCode promoteEachStep(ReleaseClient releases, Duration timeout) throws InterruptedException {
        ReleaseView start = new ReleaseView(releases.get(name.get()));
        ActionRequest first = ActionRequest.promote(start);
        String canary = start.canary().map(RevisionStatus::revision).orElseThrow();
        RequestOptions.ask(name.get(), start, first, releases, spec.commandLine());
        ActionRequest asked = first;
        try (Polling polling =
                Polling.within(timeout, spec.commandLine().getErr()).connected()) {
            do {
                Optional<ReleaseView> view = polling.read(() -> new ReleaseView(releases.existing(name.get())));
                if (view.isPresent() && isPromoted(view.get(), canary)) {
                    spec.commandLine().getOut().println("revision " + canary + " becomes the stable version");
                    return ExitCode.DONE;
                }
                Optional<ActionRequest> next = view.map(v -> next(v, canary)).filter(differsFrom(asked));
                if (next.isPresent()
                        && polling.read(() -> ask(view.get(), next.get(), releases))
                                .isPresent()) {
                    asked = next.get();
                }
            } while (polling.again());
        }
        spec.commandLine()
                .getErr()
                .println("revision " + canary + " was not promoted within " + DurationFormats.inSentence(timeout)
                        + ": it stays at the step it had reached");
        return ExitCode.TIMED_OUT;
    }

    private ActionRequest ask(ReleaseView view, ActionRequest next, ReleaseClient releases) {
        RequestOptions.ask(name.get(), view, next, releases, spec.commandLine());
        return next;
    }

    private static Predicate<ActionRequest> differsFrom(ActionRequest asked) {
        return next -> !next.equals(asked);
    }

    private static boolean isPromoted(ReleaseView view, String revision) {
        return view.is(Phase.Promoting) && isAt(view.canary(), revision) || isAt(view.stable(), revision);
    }

    private ActionRequest next(ReleaseView view, String canary) {
        if (!isAt(view.canary(), canary) || !view.is(Phase.Progressing)) {
            throw CommandException.cluster("revision " + canary + " was not promoted: " + name.get() + " is "
                    + view.phase().map(Enum::name).orElse("not seen by the operator yet")
                    + "; `kubectl orderapp explain " + name.get()
                    + "` says why");
        }
        return ActionRequest.promote(view);
    }

    private static boolean isAt(Optional<RevisionStatus> role, String revision) {
        return role.map(RevisionStatus::revision).filter(revision::equals).isPresent();
    }
}
