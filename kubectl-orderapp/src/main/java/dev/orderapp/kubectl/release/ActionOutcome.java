package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.format.DurationFormats;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of a request: the operator records the last value of each annotation that it acted on, and acts on none twice.
 *
 * @param code the command's exit code
 * @param message what happened
 */
public record ActionOutcome(ExitCode code, String message) {

    /** Whether the operator acted on this very request, now or earlier. */
    public static boolean isActedOn(ReleaseView view, ActionRequest request) {
        return view.status()
                .map(OrderAppReleaseStatus::actions)
                .flatMap(request.action()::handled)
                .filter(request.value()::equals)
                .isPresent();
    }

    /**
     * The outcome; empty while the operator may still act.
     *
     * @param current the request that fits the release as it is now: where that is another one, this request came too late
     */
    public static Optional<ActionOutcome> of(
            ReleaseView view, ActionRequest request, Function<ReleaseView, ActionRequest> current) {
        if (isActedOn(view, request)) {
            return Optional.of(new ActionOutcome(
                    ExitCode.DONE, "the operator acted on it: " + view.name() + " is " + state(view)));
        }
        return isCurrent(view, request, current)
                ? Optional.empty()
                : Optional.of(new ActionOutcome(
                        ExitCode.SUPERSEDED,
                        "nothing was done: the release moved on before the operator saw it; " + view.name() + " is "
                                + state(view)));
    }

    private static boolean isCurrent(
            ReleaseView view, ActionRequest request, Function<ReleaseView, ActionRequest> current) {
        try {
            return current.apply(view).value().equals(request.value());
        } catch (CommandException notPossibleNow) {
            return false;
        }
    }

    /** Of a request that the operator has not acted on in time. */
    public static ActionOutcome pending(Optional<ReleaseView> view, Duration timeout) {
        return new ActionOutcome(
                ExitCode.TIMED_OUT,
                "the operator has not acted on it within " + DurationFormats.inSentence(timeout)
                        + ", and may still do so"
                        + view.map(v -> ": " + v.name() + " is " + state(v)
                                        + (v.paused()
                                                ? "; it is paused, and nothing advances until it is resumed"
                                                : v.startWaitMessage()
                                                        .map(why -> "; " + why)
                                                        .orElse("")))
                                .orElse(": the release could not be read"));
    }

    private static String state(ReleaseView view) {
        return view.phase().map(Enum::name).orElse("not seen by the operator yet")
                + view.condition(ConditionType.Progressing)
                        .map(Condition::getMessage)
                        .filter(Objects::nonNull)
                        .map(message -> ", " + message)
                        .orElse("");
    }
}
