package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.ActionTarget;
import dev.orderapp.v1.format.NumberFormats;
import java.util.Map;
import java.util.Optional;

/**
 * An action that a person asks the operator for by an annotation.
 *
 * @param action what is asked for
 * @param value of the annotation: it names the attempt (and the step) that the person saw
 * @param effect what will happen, in a sentence
 */
public record ActionRequest(Action action, String value, String effect) {
    /**
     * Ends the hold or the approval of the step that the canary is at.
     *
     * @throws CommandException if no canary takes visitors
     */
    public static ActionRequest promote(ReleaseView view) {
        RevisionStatus canary = view.canary()
                .filter(any -> view.is(Phase.Progressing))
                .orElseThrow(() -> CommandException.usage("nothing to promote: " + view.name() + " is " + phase(view)
                        + ", and only a canary at a step can be promoted"));
        int step = view.stepIndex();
        return new ActionRequest(
                Action.PROMOTE,
                ActionTarget.of(canary.revision(), attempt(canary), step).value(),
                "step " + (step + 1) + " of " + view.steps().size() + " ends for revision " + canary.revision()
                        + ": it " + next(view, step) + ", unless its evidence fails or its Pods are not ready");
    }

    /** The annotation's name. */
    public String annotation() {
        return action.annotation();
    }

    /** The merge patch that makes it. */
    public Map<String, Object> patch() {
        return Map.of("metadata", Map.of("annotations", Map.of(annotation(), value)));
    }

    private static String next(ReleaseView view, int step) {
        return step + 1 < view.steps().size()
                ? "gets " + NumberFormats.weight(view.steps().get(step + 1).weight()) + " of the visitors"
                : "becomes the stable version";
    }

    /**
     * Rolls the canary back, or the promoted version as long as the one before it is kept warm.
     *
     * @throws CommandException if there is nothing to roll back
     */
    public static ActionRequest abort(ReleaseView view) {
        Optional<RevisionStatus> abortable = view.canary()
                .or(() -> view.stable().filter(any -> view.previous().isPresent()));
        RevisionStatus revision = abortable.orElseThrow(
                () -> CommandException.usage("nothing to abort: " + view.name() + " is " + phase(view)
                        + ", without a canary and without a version kept warm; `kubectl orderapp undo " + view.name()
                        + "` goes back to an earlier version"));
        if (view.is(Phase.RollingBack)) {
            throw CommandException.usage(
                    "nothing to abort: revision " + revision.revision() + " is being rolled back already");
        }
        String remaining = view.canary().isPresent()
                ? view.stable().map(RevisionStatus::revision).orElse("none")
                : view.previous().map(RevisionStatus::revision).orElse("none");
        return new ActionRequest(
                Action.ABORT,
                ActionTarget.of(revision.revision(), attempt(revision)).value(),
                "revision " + revision.revision() + " is rolled back; all visitors get " + remaining
                        + ", and it is not tried again until a person asks for it with retry");
    }

    /**
     * Tries the revision once more that was rolled back last.
     *
     * @throws CommandException if none was, or the spec asks for another now
     */
    public static ActionRequest retry(ReleaseView view) {
        FailedStatus failed = view.status()
                .map(OrderAppReleaseStatus::failed)
                .filter(any -> view.is(Phase.RolledBack))
                .orElseThrow(() -> CommandException.usage("nothing to retry: " + view.name() + " is " + phase(view)
                        + ", and only a release that was rolled back can be tried again"));
        if (!view.target().filter(failed.revision()::equals).isPresent()) {
            throw CommandException.usage("nothing to retry: the spec asks for another revision than "
                    + failed.revision() + ", which was rolled back; release its images again instead");
        }
        return new ActionRequest(
                Action.RETRY,
                ActionTarget.of(failed.revision(), attempt(failed.revision(), failed.attempt()))
                        .value(),
                "revision " + failed.revision() + " is tried once more, from its first step"
                        + view.steps().stream()
                                .findFirst()
                                .map(StepSpec::weight)
                                .map(weight -> " (" + NumberFormats.weight(weight) + " of the visitors)")
                                .orElse(""));
    }

    /**
     * Leaves the version that serves at once, for these images; empty where there is nothing to leave, as these serve, or none does.
     *
     * @throws CommandException if the status does not name its attempt yet
     */
    public static Optional<ActionRequest> undo(ReleaseView view, Images images) {
        return view.stable()
                .filter(stable -> view.canary().isEmpty())
                .filter(stable -> !images.areOf(stable))
                .map(stable -> new ActionRequest(
                        Action.UNDO,
                        ActionTarget.of(stable.revision(), attempt(stable)).value(),
                        "revision " + stable.revision() + " is left at once"));
    }

    private static int attempt(RevisionStatus revision) {
        return attempt(revision.revision(), revision.attempt());
    }

    private static int attempt(String revision, Integer attempt) {
        return Optional.ofNullable(attempt)
                .orElseThrow(() -> CommandException.usage("the status does not name the attempt of revision " + revision
                        + " yet, which the request must name: ask again in a moment"));
    }

    private static String phase(ReleaseView view) {
        return view.phase().map(Phase::name).orElse("not seen by the operator yet");
    }
}
