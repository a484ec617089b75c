package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Problem;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.Facts;
import dev.orderapp.kubectl.release.OwnTry;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Waiting for the outcome of one's own change. It only reads the release, once a second: no right to watch is needed. */
final class WaitOptions {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

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
    ExitCode ifAsked(OwnTry own, String name, Releases releases, PrintWriter out) throws InterruptedException {
        return wait ? waited(own, name, releases, out) : ExitCode.DONE;
    }

    private ExitCode waited(OwnTry own, String name, Releases releases, PrintWriter out) throws InterruptedException {
        Instant end = Instant.now().plus(timeout);
        String told = "";
        while (true) {
            OrderAppRelease release = releases.find(name)
                    .orElseThrow(() -> Problem.cluster(
                            "OrderAppRelease " + name + " was deleted while its outcome was waited for"));
            Optional<OwnTry.End> outcome = own.seen(release);
            if (outcome.isPresent()) {
                out.println(outcome.get().sentence());
                out.flush();
                return outcome.get().code();
            }
            String standing = standing(new Facts(release));
            if (!standing.equals(told)) {
                out.println(standing);
                out.flush();
                told = standing;
            }
            if (!Instant.now().isBefore(end)) {
                out.println("no outcome of "
                        + own.revision().map(r -> "revision " + r).orElse("this version") + " within "
                        + timeout.toSeconds() + " s; it goes on: `kubectl orderapp get " + name + "` shows it");
                out.flush();
                return ExitCode.TIMED_OUT;
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private static String standing(Facts facts) {
        String phase = facts.phase().map(Phase::name).orElse("not seen by the operator yet");
        String unresolved = facts.condition("Resolved")
                .filter(c -> "False".equals(c.getStatus()))
                .map(c -> "; " + c.getMessage())
                .orElse("");
        return phase
                + facts.condition("Progressing")
                        .map(Condition::getMessage)
                        .map(m -> ": " + m)
                        .orElse("")
                + unresolved;
    }
}
