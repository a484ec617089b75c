package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ActionOutcome;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Asks the operator for an action, and waits until it has acted. */
final class RequestOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(names = "--no-wait", description = "Asks, and ends without waiting for the operator to act on it.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = OutcomeOptions.Time.class,
            description =
                    "How long to wait for the operator, for example 90s; 30s when left out (promote --full: 10m).")
    private Optional<Duration> timeout = Optional.empty();

    Duration timeoutOr(Duration preset) {
        return timeout.orElse(preset);
    }

    /**
     * Asks for what fits the release's current state, and prints the outcome.
     *
     * @throws CommandException if it makes no sense now, or was done before: the operator does nothing twice
     */
    ExitCode request(
            String name, Function<ReleaseView, ActionRequest> current, ReleaseClient releases, CommandLine command)
            throws InterruptedException {
        ReleaseView before = new ReleaseView(releases.get(name));
        ActionRequest request = current.apply(before);
        ask(name, before, request, releases, command);
        return noWait ? ExitCode.DONE : awaitOutcome(name, request, current, releases, command);
    }

    /** @throws CommandException if it was done before */
    static void ask(
            String name, ReleaseView before, ActionRequest request, ReleaseClient releases, CommandLine command) {
        if (ActionOutcome.isActedOn(before, request)) {
            throw CommandException.usage("nothing to do: the operator has acted on " + request.annotation() + ": "
                    + request.value() + " before, and does so once");
        }
        releases.annotate(name, request.annotation(), request.value());
        print(command, VersionName.in("asked for: " + request.effect(), before));
    }

    private ExitCode awaitOutcome(
            String name,
            ActionRequest request,
            Function<ReleaseView, ActionRequest> current,
            ReleaseClient releases,
            CommandLine command)
            throws InterruptedException {
        Duration limit = timeoutOr(TIMEOUT);
        Optional<ReleaseView> last = Optional.empty();
        try (Polling polling = Polling.within(limit, command.getErr()).connected()) {
            do {
                Optional<ReleaseView> view = polling.read(() -> new ReleaseView(releases.existing(name)));
                Optional<ActionOutcome> outcome = view.flatMap(v -> ActionOutcome.of(v, request, current));
                if (outcome.isPresent()) {
                    return printed(outcome.get(), command);
                }
                last = view;
            } while (polling.again());
        }
        return printed(ActionOutcome.pending(last, limit), command);
    }

    private static ExitCode printed(ActionOutcome outcome, CommandLine command) {
        print(command, outcome.message());
        return outcome.code();
    }

    private static void print(CommandLine command, String message) {
        PrintWriter out = command.getOut();
        out.println(message);
        out.flush();
    }
}
