package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Waiting for the outcome of one's own change. It only reads the release, once a second: no right to watch is needed. */
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

    /** Waits if that was asked for, telling on {@code out} whatever changes. */
    ExitCode ifAsked(ReleaseTracker own, String name, Releases releases, CommandLine command)
            throws InterruptedException {
        return wait ? waited(own, name, releases, command) : ExitCode.DONE;
    }

    private ExitCode waited(ReleaseTracker own, String name, Releases releases, CommandLine command)
            throws InterruptedException {
        PrintWriter out = command.getOut();
        String told = "";
        // The change that is waited for was made: the cluster was there.
        try (Polling polling = Polling.within(timeout, command.getErr()).connected()) {
            do {
                Optional<OrderAppRelease> release = polling.read(() -> releases.existing(name));
                Optional<ReleaseTracker.End> outcome = release.flatMap(own::seen);
                if (outcome.isPresent()) {
                    say(out, outcome.get().sentence());
                    return outcome.get().code();
                }
                String standing = release.map(r -> standing(new ReleaseView(r))).orElse(told);
                if (!standing.equals(told)) {
                    say(out, standing);
                    told = standing;
                }
            } while (polling.again());
        }
        say(
                out,
                "no outcome of " + own.revision().map(r -> "revision " + r).orElse("this version") + " within "
                        + timeout.toSeconds() + " s; it goes on: `kubectl orderapp get " + name + "` shows it");
        return ExitCode.TIMED_OUT;
    }

    private static void say(PrintWriter out, String sentence) {
        out.println(sentence);
        out.flush();
    }

    private static String standing(ReleaseView facts) {
        String phase = facts.phase().map(Phase::name).orElse("not seen by the operator yet");
        String blocked = facts.blockers().stream()
                .map(c -> "; not " + c.getType() + ": " + c.getMessage())
                .collect(Collectors.joining());
        return phase
                + facts.condition("Progressing")
                        .map(Condition::getMessage)
                        .map(m -> ": " + m)
                        .orElse("")
                + blocked;
    }
}
