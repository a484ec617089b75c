package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import java.util.Optional;

/**
 * Something that a person asks of the operator by an annotation. It names the try (and the step) that the person saw, so that one that
 * comes late does nothing.
 *
 * @param annotation its name
 * @param value its value
 * @param effect what will happen, in a sentence
 */
public record ActionRequest(String annotation, String value, String effect) {
    /** Ends one hold or approval. */
    static final String PROMOTE = "orderapp.dev/promote";

    /** Takes a version back. */
    static final String ABORT = "orderapp.dev/abort";

    /** Tries a version once more. */
    static final String RETRY = "orderapp.dev/retry";

    /**
     * Ends the hold or the approval of the step that the canary is at.
     *
     * @throws CommandException if no canary takes visitors
     */
    public static ActionRequest promote(ReleaseView facts) {
        RevisionStatus canary = facts.canary()
                .filter(any -> facts.is(Phase.Progressing))
                .orElseThrow(() -> CommandException.usage("nothing to promote: " + facts.name() + " is "
                        + standing(facts) + ", and only a canary at a step can be promoted"));
        int step = facts.stepIndex();
        return new ActionRequest(
                PROMOTE,
                attempt(canary.revision(), canary.attempt()) + "/" + step,
                "step " + (step + 1) + " of " + facts.steps().size() + " ends for revision " + canary.revision()
                        + ": it " + next(facts, step) + ", unless its evidence fails or its Pods are not ready");
    }

    private static String next(ReleaseView facts, int step) {
        return step + 1 < facts.steps().size()
                ? "gets " + facts.steps().get(step + 1).weight() + " % of the visitors"
                : "becomes the stable version";
    }

    /**
     * Takes the canary back, or the promoted version as long as the one before it is warm.
     *
     * @throws CommandException if there is nothing to take back
     */
    public static ActionRequest abort(ReleaseView facts) {
        Optional<RevisionStatus> onTrial = facts.canary()
                .or(() -> facts.stable().filter(any -> facts.previous().isPresent()));
        RevisionStatus revision = onTrial.orElseThrow(
                () -> CommandException.usage("nothing to abort: " + facts.name() + " is " + standing(facts)
                        + ", without a canary and without a version kept warm; `kubectl orderapp undo " + facts.name()
                        + "` goes back to an earlier version"));
        if (facts.is(Phase.RollingBack)) {
            throw CommandException.usage(
                    "nothing to abort: revision " + revision.revision() + " is being taken back already");
        }
        String serves = facts.canary().isPresent()
                ? facts.stable().map(RevisionStatus::revision).orElse("none")
                : facts.previous().map(RevisionStatus::revision).orElse("none");
        return new ActionRequest(
                ABORT,
                attempt(revision.revision(), revision.attempt()),
                "revision " + revision.revision() + " is taken back; all visitors get " + serves
                        + ", and it is not tried again until somebody says retry");
    }

    /**
     * Tries the revision once more that was taken back last.
     *
     * @throws CommandException if none was, or the spec asks for another by now
     */
    public static ActionRequest retry(ReleaseView facts) {
        FailedStatus failed = facts.status()
                .map(OrderAppReleaseStatus::failed)
                .filter(any -> facts.is(Phase.RolledBack))
                .orElseThrow(() -> CommandException.usage("nothing to retry: " + facts.name() + " is " + standing(facts)
                        + ", and only a release that was taken back can be tried again"));
        if (!facts.target().filter(failed.revision()::equals).isPresent()) {
            throw CommandException.usage("nothing to retry: the spec asks for another revision than "
                    + failed.revision() + ", which was taken back; release its images again instead");
        }
        return new ActionRequest(
                RETRY,
                attempt(failed.revision(), failed.attempt()),
                "revision " + failed.revision() + " is tried once more, from its first step"
                        + facts.steps().stream()
                                .findFirst()
                                .map(StepSpec::weight)
                                .map(weight -> " (" + weight + " % of the visitors)")
                                .orElse(""));
    }

    private static String attempt(String revision, Integer attempt) {
        return revision + "/"
                + Optional.ofNullable(attempt)
                        .orElseThrow(() -> CommandException.usage("the status does not name the attempt of revision "
                                + revision + " yet, which the request must name: ask again in a moment"));
    }

    private static String standing(ReleaseView facts) {
        return facts.phase().map(Phase::name).orElse("not seen by the operator yet");
    }
}
