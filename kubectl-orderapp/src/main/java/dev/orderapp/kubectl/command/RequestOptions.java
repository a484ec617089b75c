package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.RequestOutcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Asking the operator for something, and seeing whether it did it. */
final class RequestOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(names = "--no-wait", description = "Asks, and ends without seeing whether the operator acted on it.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = WaitOptions.Time.class,
            description =
                    "How long to wait for the operator, for example 90s; 30s when left out (promote --full: 10m).")
    private Optional<Duration> timeout = Optional.empty();

    Duration timeoutOr(Duration otherwise) {
        return timeout.orElse(otherwise);
    }

    /**
     * Asks as the release stands, and tells what became of it.
     *
     * @throws CommandException if it makes no sense now, or was done before: the operator does nothing twice
     */
    ExitCode carryOut(String name, Function<ReleaseView, ActionRequest> asked, Releases releases, CommandLine command)
            throws InterruptedException {
        ReleaseView before = new ReleaseView(releases.get(name));
        ActionRequest request = asked.apply(before);
        ask(name, before, request, releases, command);
        return noWait ? ExitCode.DONE : awaited(name, request, asked, releases, command);
    }

    /** @throws CommandException if it was done before */
    static void ask(String name, ReleaseView before, ActionRequest request, Releases releases, CommandLine command) {
        if (RequestOutcome.isActedOn(before, request)) {
            throw CommandException.usage("nothing to do: the operator has acted on " + request.annotation() + ": "
                    + request.value() + " before, and does so once");
        }
        releases.annotate(name, request.annotation(), request.value());
        say(command, "asked for: " + request.effect());
    }

    private ExitCode awaited(
            String name,
            ActionRequest request,
            Function<ReleaseView, ActionRequest> asked,
            Releases releases,
            CommandLine command)
            throws InterruptedException {
        Duration patience = timeoutOr(TIMEOUT);
        Optional<ReleaseView> last = Optional.empty();
        try (Polling polling = Polling.within(patience, command.getErr()).connected()) {
            do {
                Optional<ReleaseView> facts = polling.read(() -> new ReleaseView(releases.existing(name)));
                Optional<RequestOutcome> outcome = facts.flatMap(f -> RequestOutcome.of(f, request, asked));
                if (outcome.isPresent()) {
                    return told(outcome.get(), command);
                }
                last = facts;
            } while (polling.again());
        }
        return told(RequestOutcome.pending(last, patience.toSeconds()), command);
    }

    private static ExitCode told(RequestOutcome outcome, CommandLine command) {
        say(command, outcome.sentence());
        return outcome.code();
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter out = command.getOut();
        out.println(sentence);
        out.flush();
    }
}
