package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.v1.ActionsStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a request: the operator records the last value of each annotation that it acted on, and acts on none twice.
 *
 * @param code the command's exit code
 * @param sentence what happened
 */
public record RequestOutcome(ExitCode code, String sentence) {

    /** Whether the operator acted on this very request, now or earlier. */
    public static boolean isActedOn(ReleaseView facts, ActionRequest request) {
        return facts.status().map(OrderAppReleaseStatus::actions).map(actions -> value(actions, request)).stream()
                .anyMatch(request.value()::equals);
    }

    private static String value(ActionsStatus actions, ActionRequest request) {
        return switch (request.annotation()) {
            case ActionRequest.PROMOTE -> actions.promote();
            case ActionRequest.ABORT -> actions.abort();
            case ActionRequest.RETRY -> actions.retry();
            default -> throw new IllegalArgumentException("no action: " + request.annotation());
        };
    }

    /**
     * What became of it; empty while the operator may still act.
     *
     * @param asked what one would ask for as the release stands: where that is something else, the request has come too late
     */
    public static Optional<RequestOutcome> of(
            ReleaseView facts, ActionRequest request, Function<ReleaseView, ActionRequest> asked) {
        if (isActedOn(facts, request)) {
            return Optional.of(new RequestOutcome(
                    ExitCode.DONE, "the operator acted on it: " + facts.name() + " is " + standing(facts)));
        }
        return isCurrent(facts, request, asked)
                ? Optional.empty()
                : Optional.of(new RequestOutcome(
                        ExitCode.SUPERSEDED,
                        "nothing was done: the release moved on before the operator saw it; " + facts.name() + " is "
                                + standing(facts)));
    }

    private static boolean isCurrent(
            ReleaseView facts, ActionRequest request, Function<ReleaseView, ActionRequest> asked) {
        try {
            return asked.apply(facts).value().equals(request.value());
        } catch (CommandException makesNoSenseNow) {
            return false;
        }
    }

    /** Of a request that the operator has not acted on in time. */
    public static RequestOutcome pending(Optional<ReleaseView> facts, long seconds) {
        return new RequestOutcome(
                ExitCode.TIMED_OUT,
                "the operator has not acted on it within " + seconds + " s, and may still do so"
                        + facts.map(f -> ": " + f.name() + " is " + standing(f)
                                        + (f.paused()
                                                ? "; it is paused, and nothing advances until somebody resumes it"
                                                : ""))
                                .orElse(": the release could not be read"));
    }

    private static String standing(ReleaseView facts) {
        return facts.phase().map(Enum::name).orElse("not seen by the operator yet")
                + facts.condition("Progressing")
                        .map(Condition::getMessage)
                        .filter(Objects::nonNull)
                        .map(message -> ", " + message)
                        .orElse("");
    }
}
