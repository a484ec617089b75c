package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.format.DurationFormats;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Waits for the outcome of a command's own change. It only reads the release, once a second: no right to watch is needed. */
final class WaitOptions {
    @Option(
            names = {"-w", "--wait"},
            description =
                    "Waits for the outcome of this version, and ends with its exit code (see `kubectl orderapp --help`).")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = Time.class,
            description = "How long to wait, for example 90s or 1h30m; ${DEFAULT-VALUE} when left out.")
    private Duration timeout;

    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return HumanDuration.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    Duration timeout() {
        return timeout;
    }

    /** Waits if that was asked for, and prints each change. */
    ExitCode ifAsked(ReleaseTracker tracker, String name, ReleaseClient releases, CommandLine command)
            throws InterruptedException {
        return wait ? awaitOutcome(tracker, name, releases, command) : ExitCode.DONE;
    }

    private ExitCode awaitOutcome(ReleaseTracker tracker, String name, ReleaseClient releases, CommandLine command)
            throws InterruptedException {
        PrintWriter out = command.getOut();
        String printed = "";
        // The change that is waited for was made: the cluster was there.
        try (Polling polling = Polling.within(timeout, command.getErr()).connected()) {
            do {
                Optional<OrderAppRelease> release = polling.read(() -> releases.existing(name));
                Optional<ReleaseTracker.Result> outcome = release.flatMap(tracker::observe);
                if (outcome.isPresent()) {
                    print(out, outcome.get().message());
                    return outcome.get().code();
                }
                String progress = release.map(r -> progress(new ReleaseView(r))).orElse(printed);
                if (!progress.equals(printed)) {
                    print(out, progress);
                    printed = progress;
                }
            } while (polling.again());
        }
        print(
                out,
                "no outcome of " + tracker.revision().map(r -> "revision " + r).orElse("this version") + " within "
                        + DurationFormats.inSentence(timeout) + "; it goes on: `kubectl orderapp get " + name
                        + "` shows it");
        return ExitCode.TIMED_OUT;
    }

    private static void print(PrintWriter out, String message) {
        out.println(message);
        out.flush();
    }

    private static String progress(ReleaseView view) {
        String phase = view.phase().map(Phase::name).orElse("not seen by the operator yet");
        String blocked = view.blockers().stream()
                .map(c -> "; not " + c.getType() + ": " + c.getMessage())
                .collect(Collectors.joining());
        return phase
                + view.condition(ConditionType.Progressing)
                        .map(Condition::getMessage)
                        .map(m -> ": " + m)
                        .orElse("")
                + blocked;
    }
}
