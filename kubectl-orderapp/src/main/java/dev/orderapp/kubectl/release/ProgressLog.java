package dev.orderapp.kubectl.release;

import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command that waits writes into a build's log: each change of state at once, and what moves within a state (time held, events counted) at most
 * once per {@value #QUIET_SECONDS} seconds, so that a long release fits a page and a log never looks dead.
 */
public final class ProgressLog {
    private static final long QUIET_SECONDS = 15;

    private String state = "";
    private String line = "";
    private Instant printedAt = Instant.MIN;

    /** The next line of the log; empty where there is nothing to say now. */
    public Optional<String> next(ReleaseView view, Instant now) {
        String nowState = state(view);
        String nowLine = line(view);
        boolean changed = !nowState.equals(state);
        boolean moved = !nowLine.equals(line) && !now.isBefore(printedAt.plusSeconds(QUIET_SECONDS));
        if (!changed && !moved) {
            return Optional.empty();
        }
        state = nowState;
        line = nowLine;
        printedAt = now;
        return Optional.of(now.truncatedTo(ChronoUnit.SECONDS) + "  " + nowLine);
    }

    /** What a change of is worth a line at once. */
    private static String state(ReleaseView view) {
        return view.phase()
                + "/" + view.paused()
                + "/" + view.status().map(OrderAppReleaseStatus::step)
                + "/" + view.canary().flatMap(any -> view.status()).map(OrderAppReleaseStatus::weight)
                + "/" + view.status().map(OrderAppReleaseStatus::stage)
                + "/" + view.evidence().stream().map(MetricStatus::verdict).toList()
                + "/" + view.startWaitMessage()
                + "/" + view.blockers().stream().map(Condition::getMessage).toList();
    }

    private static String line(ReleaseView view) {
        String phase = view.phase().map(Phase::name).orElse("not seen by the operator yet");
        String says = view.condition(ConditionType.Progressing)
                .map(Condition::getMessage)
                .map(message -> ": " + message)
                .orElse("");
        String waits = view.startWaitMessage().map(why -> "; " + why).orElse("");
        String blocked = view.blockers().stream()
                .map(c -> "; not " + c.getType() + ": " + c.getMessage())
                .collect(Collectors.joining());
        return VersionName.in(
                phase + (view.paused() ? " (paused)" : "") + says + measured(view) + waits + blocked, view);
    }

    private static String measured(ReleaseView view) {
        if (!view.is(Phase.Progressing)) {
            return "";
        }
        String held = view.status()
                .map(OrderAppReleaseStatus::heldSeconds)
                .map(seconds -> "; held " + DurationFormats.inSentence(Duration.ofSeconds(seconds.longValue())))
                .orElse("");
        List<String> counted = view.evidence().stream()
                .filter(metric -> metric.canary() != null && metric.canary().total() > 0)
                .map(metric -> metric.name() + " "
                        + NumberFormats.events(
                                metric.compared(metric.canary()),
                                metric.canary().total()))
                .toList();
        return held + (counted.isEmpty() ? "" : "; " + String.join(", ", counted));
    }
}
