package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Problem;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.Facts;
import dev.orderapp.kubectl.release.Request;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
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
    private static final Duration INTERVAL = Duration.ofSeconds(1);

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

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = WaitOptions.Time.class,
            description = "How long --full may take, for example 90s or 1h30m; ${DEFAULT-VALUE} when left out.")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (KubernetesClient client = cluster.open()) {
            Releases releases = cluster.releases(client);
            Facts facts = new Facts(releases.get(name.get()));
            Request request = Request.promote(facts);
            ask(releases, request);
            return (full ? follow(releases, facts, request) : ExitCode.DONE).number();
        }
    }

    private void ask(Releases releases, Request request) {
        releases.annotate(name.get(), request.annotation(), request.value());
        PrintWriter out = spec.commandLine().getOut();
        out.println("asked for: " + request.effect());
        out.flush();
    }

    private ExitCode follow(Releases releases, Facts start, Request first) throws InterruptedException {
        String canary = start.canary().map(RevisionStatus::revision).orElseThrow();
        Instant end = Instant.now().plus(timeout);
        Request asked = first;
        while (Instant.now().isBefore(end)) {
            Facts facts = new Facts(releases.get(name.get()));
            boolean same = facts.canary()
                    .map(RevisionStatus::revision)
                    .filter(canary::equals)
                    .isPresent();
            if (facts.is(Phase.Promoting) && same
                    || facts.stable()
                            .map(RevisionStatus::revision)
                            .filter(canary::equals)
                            .isPresent()) {
                spec.commandLine().getOut().println("revision " + canary + " becomes the stable version");
                return ExitCode.DONE;
            }
            if (!same || !facts.is(Phase.Progressing)) {
                throw Problem.cluster("revision " + canary + " was not promoted: " + name.get() + " is "
                        + facts.phase().map(Enum::name).orElse("unseen") + "; `kubectl orderapp explain " + name.get()
                        + "` says why");
            }
            Request next = Request.promote(facts);
            if (!next.equals(asked)) {
                ask(releases, next);
                asked = next;
            }
            Thread.sleep(INTERVAL.toMillis());
        }
        spec.commandLine()
                .getErr()
                .println("revision " + canary + " was not promoted within " + timeout.toSeconds() + " s"
                        + ": it stays at the step it had reached");
        return ExitCode.TIMED_OUT;
    }
}
