package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ProgressLog;
import dev.orderapp.kubectl.release.ReleaseOutcome;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.BuildSummary;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.format.DurationFormats;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a command waits for an outcome, and how it tells it. It only reads the release, once a second: no right to watch is needed. */
final class OutcomeOptions {
    enum Format {
        json
    }

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = Time.class,
            description = "How long to wait, for example 90s or 1h30m; ${DEFAULT-VALUE} when left out.")
    private Duration timeout;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "json: the outcome as an object on standard output; what happens until then goes to standard error.")
    private Optional<Format> format = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes the outcome as Markdown, for the page of a build.")
    private Optional<Path> markdown = Optional.empty();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Writes the outcome as a JUnit report of one test: promoted passes, superseded is skipped.")
    private Optional<Path> junit = Optional.empty();

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

    /** Fails where an outcome is to be told that is not waited for. */
    void refuseWithoutWaiting() {
        if (format.isPresent() || markdown.isPresent() || junit.isPresent()) {
            throw CommandException.usage("--output, --markdown and --junit tell an outcome: add --wait");
        }
    }

    /** Where people read what happens. */
    PrintWriter progress(CommandLine command) {
        return format.isPresent() ? command.getErr() : command.getOut();
    }

    /** Waits, prints what happens, and tells the outcome. */
    ExitCode await(ReleaseTracker tracker, ReleaseClient releases, CommandLine command) throws InterruptedException {
        ProgressLog log = new ProgressLog();
        ReleaseView last = tracker.asked();
        String name = last.name();
        // The release was there a moment ago.
        try (Polling polling = Polling.within(timeout, command.getErr()).connected()) {
            do {
                Optional<OrderAppRelease> release = polling.read(() -> releases.existing(name));
                Optional<ReleaseTracker.Result> result = release.flatMap(tracker::observe);
                last = release.map(ReleaseView::new).orElse(last);
                if (result.isPresent()) {
                    return tell(last, tracker, result.get(), command);
                }
                release.map(ReleaseView::new)
                        .flatMap(view -> log.next(view, Instant.now()))
                        .ifPresent(line -> print(progress(command), line));
            } while (polling.again());
        }
        return tell(last, tracker, timedOut(tracker, name), command);
    }

    private ReleaseTracker.Result timedOut(ReleaseTracker tracker, String name) {
        return new ReleaseTracker.Result(
                ExitCode.TIMED_OUT,
                "no outcome of " + tracker.revision().map(r -> "revision " + r).orElse("this version") + " within "
                        + DurationFormats.inSentence(timeout) + "; it goes on: `kubectl orderapp get " + name
                        + "` shows it");
    }

    private ExitCode tell(ReleaseView view, ReleaseTracker tracker, ReleaseTracker.Result result, CommandLine command) {
        ReleaseOutcome outcome = ReleaseOutcome.of(view, tracker.revision(), result);
        markdown.ifPresent(file -> write(file, BuildSummary.markdown(outcome)));
        junit.ifPresent(file -> write(file, BuildSummary.junit(outcome)));
        print(command.getOut(), format.isPresent() ? Serialization.asJson(outcome) : outcome.message());
        return result.code();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CommandException.usage(file + " can't be written: " + e.getMessage());
        }
    }

    private static void print(PrintWriter out, String message) {
        out.println(message);
        out.flush();
    }
}
